"""Words a faithful answer may add to what the hotel says: they name nothing one could have."""

from __future__ import annotations

from appliance.engine.lexicon import stem

ENGLISH = """
kept given taken brought held sent left told found paid made done shown seen one two three four
five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred half jan feb mar apr jun
jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun once colleague said team
store keep clock abroad foreign read able above after against aged before between mean over under
absolutely access accord across addition additional advance advise afraid again agree ahead allow
along already alternatively although always amount anytime apologise apology appear apply
appreciate approximately area arrange arrangement ask assist assistance assume attach aware away
back base basis beautiful become begin below best better beyond big bit bring brief call care
careful case catch certain certainly change charge check choice choose clarify classic clear close
collect comfort comfortable comfy come comprise concern confirm connect consider contact contain
course convenience convenient correct cosy cost cover current currently date day decide definitely
delay delight delightful depend desk detail direct directly distance double during each early
easily easy either email end enjoy enjoyable ensure enter entire entirely equip especially etc
even evening everyone everything exact exactly example excellent except exceed excite exclude
exclusive expect experience explain extend extra face fact fairly fall far fast favourite feature
feel few final find finish fit follow forget form former forward free friendly front full fully
further future general generally gentle glad gladly great group handle handy happily happy hard
head hear help helpful hence hesitate hi high hold home hope host hour however huge human idea
ideal imagine immediate important include inclusive incur indeed indicate individual inform inside
instead intend interest invite item join journey kind large last late later lead least leave
leisure less let level lie light like limit line link list listen little live load local locate
long lot lovely low luck main make manage many mark match matter max maximum meet member memorable
mention message mind minimum minute miss mobile moment month morning most move must name near
nearby necessary need never new next night normal normally note notice number offer often okay
open operate operation opportunity opt option optional order otherwise outside overall own part
particular party pass past pay payable peaceful people per perfect perhaps period permit person
personal phone pick plan pleasant please pleased pleasure plenty plus point policy popular
possible post prefer preference prepare present previous price prior priority private proceed
process prompt properly provide public purchase purpose put quick quickly quite range rate rather
reach ready real realise really reason receive recommend record refer refresh regard regret
regular relate relax relaxing remain remember remind reply report request require requirement
respect respond response rest result return review rich right role round rule run safe same save
say schedule season second section seem select selection send separate serve set settle several
shall share short show side similar simple simply situate situation size slight small smooth soon
sorry sort space speak special specific spend splash spot standard start state step still stop
straight style subject suggest suit suitable summary support sure surprise surround system tasty
tell term that thereafter therefore think third thoughtful thousand through throughout time today
together tomorrow tonight total touch toward travel treat trip true try turn type typical
understand unfortunately unless until unwind up update upon usual usually valid value various very
via view visit wait walk want warm warmly way week weekday weekend welcome whatever whenever where
wherever while whole why wide willing wish within without wonderful word work worry would write
year yesterday young yourself hello dear regards sincerely kindly regarding follow-up hotel's
we're we've you'll it'll that'll there's what's here's let's i'd we'd don't doesn't isn't aren't
can't cannot won't didn't wasn't weren't couldn't shouldn't wouldn't haven't hasn't single
whichever whoever anyone someone everybody delicious complimentary available unavailable
availability applicable additionally also am pm noon midnight january february march april june
july august september october november december monday tuesday wednesday thursday friday saturday
sunday ringgit rm myr act actual actually add admit aim alone another anyway approach around
assure avoid bear believe belong borrow both briefly broad build buy carry cause cheap cheaper
clean climb closer closest combine common complete continue correctly couple cross cut dark deal
deep deeper differ difficult doubt drop due dry eager earlier eat empty equal essential exist fair
famous fill fine firm fix flexible fresh freshly forgive gather genuine goes gone got grateful
grow guess hang hesitation higher highest honest hungry impossible increase itself themselves
myself ourselves lack larger largest lay lend likely limited longer longest look lose lower lowest
luckily mainly modest narrow narrower natural nearer nearest neat neither nicer nobody none nor
nothing obtain obvious obviously occur odd official older oldest onto opposite ours owe owner
perform place plain polite pretty prevent previously problem promptly prove pull push quieter
raise rarely reduce release rely remove repeat replace reserve resolve restrict ride rise percent
sadly search seek sell sense sharp shorter shortest shut sit sleep smaller smallest solve somewhat
sound spread stand stay strict strictly struggle successful such suffer supply surely switch tend
theirs they'd they'll they're they've thing tie tough trust unable unlikely upper use used useful
vary we'll wear who's widest win wise wonder wonderfully you'd you're you've yours younger
youngest
apart roughly nearly almost
"""
MALAY = """
rakyat kelajuan laju jarak jaraknya berharga harganya mendaftar pendaftar meminjam dua tiga empat
lima tujuh lapan sembilan sepuluh sebelas belas puluh ratus ogo okt dis suku sama sama-sama semoga
bantu saya apa yang boleh menyenangkan indah tolong pandu nyaman selesa agak agar akhir aktif
ambil anggap antara apabila arah asal atas awal bagai bagaimanapun baharu bahawa baik baki balas
balik baru bawah bayar bayaran begitu belah benar berada berakhir berasa berasingan berbual
berehat bergantung berharap beri berikut berjalan berkenaan berlaku bermula bersama bersedia
bersih berubah besar bezanya biasa biasanya bila bincang bulan butir butiran cadang cadangkan caj
cara cari cuba cukup dapatkan datang dekat demi depan diberi diberikan dibenarkan dibuka dicaj
dikenakan diminta dinikmati disahkan disediakan disertakan ditawarkan diterima ditutup elok enam
fikir gembira guna hadapan hal halangan hampir hanya hantar harap harga hari harian hati hingga
hubungi hujung ingat ingin isi isnin isu jam jawab jawapan jauh jelas jumaat jumlah jumpa kali
kawasan kecuali kekal keluar kemaskini kemudian kenakan kepada keperluan keseluruhan ketika khamis
khas kira kongsi kos kurang lagi lain lalu lama langkah lanjut layan lebih lengkap lepas lewat
luar luas mahupun maklum maklumkan maksimum malam manakala mana-mana masing masuk melalui
memandangkan membantu memberi memilih meminta memohon mempunyai memudahkan memulakan menanti
menarik mencari menerima mengenai menghubungi menikmati menjadi menunggu menurut menyambut
merangkumi merasa meriah mesej mesra minggu minima minimum minit mohon mudah mula mulai namun
nanti nikmati nombor nyatakan oktober orang pagi paling pasti pastikan pasukan penuh perlu
permintaan pertama pertanyaan peribadi petang pihak pilih pilihan pukul pula rabu rasa rehat
ringgit ringkas risau ruang rujuk sabtu sahkan sambil sambut sampai sangat satu sebaiknya sebanyak
sebarang sebelah sebenarnya sebilik sebulan sedap sedia segera sehala sehari seharian sehingga
sekali sekitar selain selalu selamat selasa selesai selepas seluruh semak semalam semasa sementara
sempena semula senang senarai seperti sepenuhnya seronok sertakan sesiapa sesuai sesuatu setakat
setelah setiap setuju siap siapa silakan simpan singgah situ soalan sudi suka sungguh tahun
tambahan tanda tarikh tempah tempahan tempoh tengah tentang tentu tepat terbaik terbuka terdapat
terdekat terhad terletak termasuk terpisah tersebut tersedia tertakluk terus tiap tiba tinggal
tujuan tulis tunggu turut tutup umum untuk urus uruskan usah waktu walaupun wang ahad dialu-alukan
dialu alukan alu sudah selebihnya makluman terima kasih bertugas buat dibuat membuat letak
diletakkan digunakan menggunakan pakai dipakai memakai duduk bangun tidur pulang naik turun beli
jual tunjuk tunjukkan cakap disimpan pegang sambung tukar ditukar dikira laku jadi harus wajib
mesti patut kosong ramai sedikit banyak bahagian baunya bau peratus buah biji ekor helai keping
batang pasang pucuk panjang lebar tinggi berat dalamnya tingginya panjangnya lebarnya kelajuannya
beratnya luasnya waktunya masanya tempatnya lokasinya jenisnya jumlahnya kadarnya bayarannya
cajnya betul-betul benar-benar masing-masing sekurang-kurangnya selewat- lewatnya seawal-awalnya
kebanyakan kesemua kedua-dua kedua-duanya ketiga bertanya dinyatakan disebut dimaklumkan didapati
diperlukan dipulangkan dipinjam dihantar dijaga diurus dibawa dikongsi dipilih disertai diberitahu
melebihi berdekatan bersebelahan berhampiran belakang tepi sana sini begini demikian tadi kelak
sejurus sebaik serta-merta hendaklah jangan pun lah juga sahaja cuma hanyalah ialah iaitu yakni
oleh terhadap daripada bagi januari februari mac april mei jun julai ogos september november
disember
"""
FILLERS = frozenset(stem(word) for word in (*ENGLISH.split(), *MALAY.split())) | frozenset(
    MALAY.split()
)
