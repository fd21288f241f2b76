"""Words that tell English from Malay, formal or as typed in chat, and sentence particles.

Words both languages use in a hotel (check in, wifi, deluxe, ok) are in neither list.
"""

from __future__ import annotations

MALAY = frozenset(
    """
    ada adakah adalah agak agar agaknya akan aku akak abang adik amat amboi anak anda antara
    apa apakah apabila apa-apa asal atas atau awak ayah air alamak ambil ambik apatah
    assalamualaikum bagaimana bagi bagitau bagitahu bahawa bahasa baik baju bakal balik banyak
    bantu bapa baru barang bawa bawah bayar bayaran beberapa begini begitu bekas belakang beli
    belum benar berapa berbuka berdekatan berdua bermula bersama bertanya besar besok betul
    bila bilakah bilik bini bising boleh bole blh bleh buat bukan buka bulan byk brp bg bgi
    cakap cara cari cepat cik cuma cuti cuba cukup daftar dah dalam dan dapat dpt dari
    daripada datang dekat dengan dgn depan dia diri di dulu dua duit duduk encik enam esok
    empat faham gambar gaji gerai guna hadapan hal hampir hanya hari harga harap hendak hantar
    hati hilang hingga hujan hujung hotelnya hubungi ialah ikut ini inilah isteri itu izin
    jadi jalan jam jangan jauh jawab jenis jika jom jumaat jumpa juga jugak jer je kacau kad
    kah kalau kalo kami kamu kan kata kasih katil kawan kecil kedai kelas keluar keluarga kena
    kepada kerana keretapi kereta kerja kejap ketika ke khamis kira kita kolam kot kotor kunci
    kurang lagi lagu lain laki lalu lambat lapan lebih lelaki lepas letak lima luar lupa lusa
    lah mahal mahu mak makan makanan malam mana manakah mandi masa masalah masih masuk maaf
    mau macam mcm mahukan memang membuat mempunyai menarik mengapa menjadi minta mintak minggu
    mereka milik mohon morning2 muda mudah mula mulai murah nak nk naik nama nampak nanti ngan
    ni nie nombor nya oleh orang org pada pagi pakai pakej paling panas pandai panjang pasal
    pecah penuh perempuan pergi perlu perlukan pernah petang pilih pindah pinjam polis puan
    pukul pun punya pusat putih rabu ramai rasa rosak ruang rumah sabtu sahaja saja sakit
    salah sama sambil sampai sangat sarapan satu saya sebab sbb sebelum sebuah sedang sedap
    sedia sejuk sekali sekarang skrg seksyen selalu selamat selasa selepas semalam semua
    semula senang sendiri seorang seperti sepuluh serta sesiapa setiap sewa siap siapa sikit
    silap simpan sini situ sudah sudi suka suami supaya syarikat sy tadi tahu tahun tak tk
    taknak takde takda takkan takut tambah tambahan tandas tanpa tanya tapi tarikh tau tempah
    tempahan tempat tengah tengok tentang terang terima terlalu terus terdekat tetapi tiada
    tiba tidak tiga tinggal tingkat tolong tu tuala tukar tunai tunggu tuan turun tutup ubah
    ubat ujung umur untuk utk waktu wang warga ya yang yg xde xda xnak xtau xblh xleh dkt nnt
    bln thn mkn tlg tlong kat diorang korang kitorang camne cmne camana mcmna dorang gak lg
    klu kalu kau ko hang dok pi mai depa hampa kamar pesan gimana bagaimanakah berapakah bisa
    tersedia nggak gak ga enggak kapan banget aja saja sih dong udah handuk mobil uang kantor
    besuk mas mbak pak bapak ibu silakan sila diperlukan disediakan termasuk khidmat
    perkhidmatan kakitangan pengurus kaunter pinjaman bercakap berbual aduan komplen tetamu
    percuma halal surau masjid solat sembahyang kiblat anak2 kanak budak dewasa bayi lapangan
    terbang stesen bas teksi jauhnya dekatnya makcik pakcik bersih bersihkan bagasi beg
    luggage2 kunci2 masukkan keluarkan pulangkan balikkan dompet sedih gembira marah teruk
    hodoh cantik best2 jemput mohonlah pendapat sememangnya melalui terhadap merupakan sebagai
    dalamnya mengenai kepadanya menurut ketiga kedua pertama antarabangsa negara kerajaan
    dunia manusia kawasan kebanyakan sering mungkin walaupun namun manakala bahkan boleh2 tak2
    salam waalaikumussalam tq2 maaflah cakaplah pastu lepastu pastikan pasti mujur nasib gi
    pegi tido tidur bangun kang karang jap sekejap kejap2 sat bgtau bgtahu camtu camni gitu
    gini apsal pasaipa awat awatnya sampaikan hanyalah kosong kekosongan penginapan bermalam
    inap menginap harganya biliknya dengannya sebilik semalaman pemandangan laut pantai gunung
    taman selimut bantal sabun gosok seterika cerek peti sejuk kipas penghawa dingin lampu
    pintu tingkap kod proses lewat awal jgn tggu dh mmg smua semua2 org2 kn blk sblm slps pkl
    mlm ptg pg hr mggu bnyk sgt bsk trima tggal hntr sbnr tmpt tmpah bilik2 dlu msih lama
    laluan resit bil cukai tawaran promosi kadar
    """.split()
)

# Grammar, not vocabulary: without one of these, English nouns in a Malay sentence stay borrowed.
ENGLISH_FRAME = frozenset(
    """
    the a an is are was were be been being am do does did done have has had having will would
    can could shall should may might must of to in on at by for from with without about into
    under after before between during until since through against and or but nor so because if
    when while where who whom whose which what why how that this these those there here it its
    he she they them his her our ours us we you your yours my mine me i i'm i'd i'll i've it's
    don't can't won't isn't aren't didn't doesn't wasn't couldn't wouldn't you're we're
    they're that's what's let's not any some every each then than too very just also need want
    please
    """.split()
)

ENGLISH = frozenset(
    """
    the a an is are was were be been being am do does did doing done have has had having will
    would can could shall should may might must of to in on at by for from with without about
    into onto over under after before between during until since through against and or but
    nor so because if when while where who whom whose which what why how that this these those
    there here it its he she they them their his her our ours us we you your yours my mine me
    i i'm i'd i'll i've it's don't can't won't isn't aren't didn't doesn't wasn't couldn't
    wouldn't you're we're they're that's what's let's not no yes any some every each all both
    few many much more most other another such only own same than too very just also even
    still yet already again ever never always often sometimes now then today tonight tomorrow
    yesterday week weekend month year next last first want wants wanted need needs needed like
    likes looking look get gets got getting give gives given take takes make makes made know
    think see find tell ask asking say said let help please thank thanks hello good morning
    evening night afternoon sorry available availability stay staying book booking reserve
    room rooms bed beds price prices cost costs much long far near nearby early late open
    close closed closes opens breakfast lunch dinner swimming parking park people person
    guests adults children kids family friend friends wife husband pay paid paying cheap
    expensive free include included includes including change cancel refund money back come
    coming arrive arriving arrival leave leaving departure go going went airport station bus
    taxi someone somebody anyone something anything everything nothing one two three four five
    six seven eight nine ten day days nights hours time noise noisy dirty clean broken working
    work works hot cold water towel towels pillow blanket key door lost missing stolen speak
    talk human manager really actually maybe probably sure right wrong great nice bad better
    best well better-than kind view sea city first floor allowed allow possible able offer
    offers provide provides question questions information details call phone number email
    address name send receive use used using wait waiting show try trying feel keep put run
    hold bring start stop buy everyone though although however instead whether unless despite
    according which's his'
    """.split()
)

# Said with either language; they make neither English nor Malay of a message.
PARTICLES = frozenset("lah la leh lor mah meh ah eh oh wah haha hehe hmm ok okay okey k".split())

# "menu dinner", "address hotel": two borrowed nouns, the thing first, are in Malay order.
HEADS = frozenset(
    "password menu price rate rule rules policy address number code time list picture"
    " contact link key remote owner".split()
)
OF_WHAT = frozenset(
    "wifi hotel hostel homestay room breakfast lunch dinner pool gym spa parking checkin checkout"
    " family deluxe suite superior dorm meeting wedding event aircond tv laundry locker".split()
)

# Hotel English that stands in Malay sentences: beside two Malay words it tells nothing.
BORROWED = frozenset(
    "room rooms night nights weekend weekday adult adults kid kids pax person persons booking book"
    " breakfast parking price budget deluxe suite family single double twin checkin checkout early"
    " late available availability promo discount package pool gym wifi lobby".split()
)
