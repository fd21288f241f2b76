"""The hotel trade's words in English, Malay and the way both are typed in chat.

TOPICS is what a guest may ask about, FACETS what they want to know of it. A line reads
`name = English forms | Malay forms`, or `name implied = …` where asking for one asks for the
other too; the first English form is what the Malay ones are read as.
Forms are matched whole and longest first, after light stemming (see lexicon.py), so plurals,
-ing and -ed, and Malay affixes need no form of their own. A form may stand on two lines. A Malay
form with an English rendering of its own names it after a colon: `kucing:cat`.
Indented lines continue the one above.
"""

from __future__ import annotations

TOPICS = """
pool = swimming pool, pool, swim | kolam, kolam renang:swimming pool, kolam mandi, mandi, berenang,
    renang, swimming
gym = gym, fitness center, fitness centre, fitness room, fitness, workout, work out, exercise,
    treadmill, weights, rowing machine | mesin mendayung:rowing machine, gim, gimnasium, bilik
    senaman, senaman, bersenam, pusat kecergasan, kecergasan
spa = spa, massage, facial, body treatment, wellness center, wellness centre | urut:massage,
    urutan:massage, berurut, rawatan badan, refleksologi
sauna = sauna, steam room, steam bath | bilik wap, mandi wap, bilik stim:steam room, mandian
    wap:steam bath
jacuzzi = jacuzzi, hot tub, whirlpool | jakuzi, tab air panas:hot tub, kolam air panas:hot tub
breakfast = breakfast, brekkie, brekfast, breakfasts, bfast, brunch, with breakfast, what's for
    breakfast, what is for breakfast | sarapan, sarapan pagi, makan pagi, brekfas, breakfes,
    brekpes, bekfas, nasi lemak pagi, sarapan apa, sarapan ada apa, sarapan pagi ada apa, breakfast
    ada apa, menu sarapan, dengan sarapan
lunch = lunch, what's for lunch | makan tengah hari, makan tengahari, makan siang
dinner = dinner, supper, evening meal, what's for dinner | makan malam
tea = high tea, afternoon tea | minum petang, teh petang, hi tea, hitea
restaurant = restaurant, dining, dine, eatery, bistro, coffee house, place to eat, eat at the
    restaurant, eat in the restaurant, eat at your restaurant, eat in your restaurant | restoran,
    makan di restoran, makan kat restoran, makan dekat restoran, kedai makan, tempat makan, medan
    selera, restaurant
bar = bar, pub, cocktail, cocktails, happy hour | bar
cafe = cafe, coffee shop, coffeeshop | kafe, kedai kopi, kopitiam
alcohol = alcohol, beer, wine, liquor, alcoholic | arak, alkohol, bir, minuman keras
room_service = room service, in room dining, food to my room, food to the room, deliver food,
    deliver to our room, deliver to my room, deliver to the room | servis bilik, khidmat bilik,
    perkhidmatan bilik, hantar makanan ke bilik, makanan hantar ke bilik, hantar ke bilik:room
    service, makanan ke bilik, order makanan ke bilik
food = food, meal, meals, eat, cuisine, snack, snacks, dish | makanan, makan, hidangan, masakan,
    juadah, lauk, mkn
menu = menu, menus, what kind of food, what type of food, kind of cuisine, ala carte, a la carte,
    set meal, food package, meal package, what do you serve, what they serve, what do they serve,
    what is served, what's for breakfast, what is for breakfast, what's for lunch, what's for dinner
    | menu, set makanan, pakej makanan, pakej makan, sarapan apa, sarapan ada apa, sarapan pagi ada
    apa, breakfast ada apa, hidang apa, menu sarapan, makanan jenis apa, jenis makanan
buffet = buffet | bufet, hi-tea buffet
halal = halal, pork free, no pork, muslim friendly, pork | halal, babi, sijil halal, jakim, mesra
    muslim
vegetarian = vegetarian, vegan, plant based, dietary, diet, allergy, allergies, allergic, gluten,
    special meal | sayur, sayuran, alahan:allergy, alergi, alah, pantang makan
iftar food = iftar, ramadan, ramadhan, break fast, breaking fast, buka puasa | buka puasa, berbuka
    puasa, berbuka, iftar, ramadan:ramadan, bulan puasa, puasa
sahur = sahur, suhoor, pre dawn meal | sahur, bersahur
water = drinking water, tap water, safe to drink, bottled water, mineral water, water dispenser,
    drink, drinks, beverage | air minum:drinking water, air mineral, air botol, air kosong, minuman,
    minum
hot_drinks = kettle, coffee maker, tea maker, coffee, tea making, coffee machine | cerek:kettle,
    kettle, kopi:coffee, teh:tea, pembancuh kopi, jug kettle
minibar = minibar, mini bar | minibar
fridge = fridge, refrigerator, mini fridge, freezer | peti ais:fridge, peti sejuk
kitchen = kitchen, kitchenette, cooking, cook, stove, cooking facility | dapur, memasak, masak,
    dapur gas
microwave = microwave, oven, heat up food, warm up food | ketuhar, panaskan makanan,
    mikrogelombang:microwave, gelombang mikro
wifi = wifi, wi-fi, wi fi, internet, wireless, ethernet, network, broadband | wifi, internet,
    wayfai, capaian internet, rangkaian, line internet
password = password, passcode, access code | kata laluan:password, katalaluan, kod, paswod, password
tv = tv, television, netflix, astro, cable, channels, smart tv, satellite | televisyen, tv, astro,
    siaran, saluran satelit:satellite channels, satelit, saluran tv:tv channels
aircon = air conditioning, air conditioner, air conditioned, aircon, air con, a/c, ac | penghawa
    dingin, hawa dingin, pendingin hawa, penyaman udara, ekon, aircond, air cond, ekond
heating = heating, heat, heated, heater, warm | pemanas, pemanasan
fan = fan, ceiling fan | kipas
balcony = balcony, verandah, terrace, veranda, patio | balkoni, beranda, anjung, teres:terrace
view = view, scenery, scenic, panorama, panoramic, overlook, facing | pemandangan, view, menghadap
sea_view view = sea view, ocean view, seaview, sea facing, facing the sea | pemandangan laut:sea
    view, menghadap laut, view laut
window = window | tingkap
bathroom = bathroom, toilet, restroom, washroom, ensuite, en suite, private bathroom, shared
    bathroom | bilik air:bathroom, tandas:toilet, bilik mandi:bathroom, bilik mandi kongsi:shared
    bathroom, bilik air kongsi:shared bathroom, tandas kongsi:shared bathroom, bilik mandi
    dikongsi:shared bathroom, bilik air dikongsi:shared bathroom
bathtub = bathtub, bath tub, bath, tub | tab mandi, bathtub
shower = shower, hot water, hot shower, water heater | pancuran, pancuran air, air panas:hot water,
    air mandi, tempat mandi, tumpang mandi, mandi dulu, mandi sekejap, mandi kejap, mandi lepas,
    mandi selepas, mandi sebelum, pemanas air, shower, heater air
water_pressure shower = water pressure | tekanan air
toiletries = toiletries, shampoo, soap, toothbrush, toothpaste, amenities kit, shaver, razor, dental
    kit, conditioner | sabun:soap, syampu:shampoo, berus gigi:toothbrush, ubat gigi:toothpaste,
    peralatan mandi, kelengkapan mandi
towel = towel, towels, pool towel, bathrobe, robe, slippers | tuala:towel, towel, selipar:slippers,
    jubah mandi
bedding = pillow, blanket, duvet, bedsheet, bed sheet, linen, linens, comforter | bantal:pillow,
    selimut:blanket, cadar:bed sheet, comforter, toto
hairdryer = hair dryer, hairdryer, hair drier, blow dryer | pengering rambut, hair dryer
iron = iron, ironing board, ironing | seterika:iron, menggosok baju, gosok baju, papan seterika,
    iron baju, menyeterika:ironing, kemudahan menyeterika:ironing
safe = safety deposit box, safe deposit box, safe, in room safe, safety box, deposit box, deposit
    boxes, locked box, lock box, locker, lockbox, valuables, store my valuables | peti besi, peti
    keselamatan, barang berharga, peti deposit, loker
work_desk = desk, work desk, writing desk, study desk, workspace | meja kerja, meja tulis, meja
adapter = adapter, adaptor, plug, socket, power outlet, voltage, extension cord, usb port, charging
    port | palam, soket, suis, pengecas, plug, adaptor
charger = phone charger, charger, power bank | pengecas telefon, charger
wardrobe = wardrobe, closet, hanger, hangers | almari, penyangkut baju
lift = elevator, lift, elevators, lifts, escalator | lif, lift, tangga bergerak
stairs = stairs, staircase, steps | tangga
floor = floor, level, storey, high floor, ground floor, lower floor, upper floor | tingkat:floor,
    aras, tingkat bawah, tingkat atas
parking = parking, park, car park, carpark, parking lot, parking space, garage, street parking |
    parking, letak kereta, tempat letak kereta, tempat letak, parkir, meletak kereta, parking
    kereta, pakir, paking, letak keta, petak parkir, tempat parking, letak kereta tepi jalan:street
    parking, parkir tepi jalan:street parking, parkir jalanan:street parking
valet parking = valet, valet parking | valet, jaga kereta
ev = ev charging, ev charger, electric vehicle, electric car, charging station, ev, tesla, charge my
    car | pengecas ev, kereta elektrik:electric car, cas kereta, stesen pengecas, kenderaan
    elektrik, pengecas kereta
car = car, vehicle, my van, our van, rent a car, car rental, car hire | kereta:car, van saya:car,
    van kami:car, kenderaan, sewa kereta:car rental, keta, kereta sewa:car rental, penyewaan
    kereta:car rental
motorcycle = motorcycle, motorbike, bike parking, scooter | motosikal:motorcycle, motor, superbike,
    moto
bicycle = bicycle, bicycles, bike, bikes, cycling, bike rental | basikal, berbasikal, sewa
    basikal:bike rental
tour_bus = tour bus, coach, charter bus, school bus | bas persiaran:tour bus, bas pelancong:tour
    bus, bas pelancongan:tour bus, bas rombongan:tour bus, bas sekolah:school bus
bus = bus, cat bus, cat shuttle, bus stop, bus station, public transport, public transportation |
    bas, stesen bas:bus station, perhentian bas, pengangkutan awam:public transport
taxi = taxi, cab, grab, e-hailing, ride hailing, uber | teksi, grab, e hailing
shuttle = shuttle, shuttle service, transfer, airport transfer, airport pickup, airport pick up,
    pick up, pickup, pick us up, pick me up, fetch us, drop off, van service, transportation,
    transport, transfers | pengangkutan, ambil di:pick up from, jemput:pick up, menjemput:pick up,
    penghantaran, hantar ke:drop off, naik van, ada van, van dari, van ke, servis van, pindahan
    lapangan terbang, ambik di, antar jemput, tranfer, ulang alik:shuttle, pengangkutan ulang
    alik:shuttle service, bas ulang alik:shuttle bus
airport = airport, klia, klia2, flight, flights, terminal | lapangan terbang:airport, airport,
    penerbangan, airpot, kapal terbang
train = train, railway, station, mrt, lrt, ets, ktm, monorail, subway, metro | tren, kereta api,
    keretapi, stesen, stesen keretapi, komuter, lrt, mrt
ferry = ferry, jetty, boat, cruise, island hopping | feri, jeti, bot, kapal, pulau
location = address, located, easily accessible, easy to get to, location, where is the hotel,
    directions, get there, find you, how to get there, how do i get there, how to get to your, how
    to get to the hotel, how do i get to your, how do i get to the hotel, how do i get to you, map,
    gps, waze, google map, google maps | alamat, lokasi, terletak, arah ke, macam mana nak pergi
    hotel, macam mana nak ke hotel, macam mana nak ke sana, cara ke hotel, cara nak pergi hotel,
    hendak ke hotel, bagaimana ke hotel, waze, peta, hotel di mana, hotel kat mana, hotel dekat
    mana, kat mana hotel, di mana hotel, laluan, tempat ni di mana
city_centre = city center, city centre, downtown, town, central | pusat bandar, bandar, pekan, kota
attractions = attractions, attraction, sightseeing, things to do, places to visit, tourist spots,
    nearby places, explore, landmarks, places of interest, to see, sights, sight, what to visit,
    tourist, fun around | tempat menarik, tarikan, tempat pelancongan, tempat melancong, jalan
    jalan, tempat best, bersiar siar, tempat tourist, recommend tempat, apa yang menarik
tours = tour, tours, guide, excursion, day trip, activities, activity, tour package, tour desk,
    river cruise | lawatan, pelancong, pemandu pelancong, aktiviti, pakej lawatan, kaunter
    pelancongan:tour desk, pelancongan:tour
beach = beach, seaside, sea, ocean, seafront | pantai:beach, laut, tepi pantai
mall = shopping mall, mall, shopping, shops, supermarket, shopping centre, shopping center, outlet |
    pusat beli belah, beli belah, membeli belah, pasar raya, pasaraya, shopping, kompleks
market = market, night market, bazaar | pasar, pasar malam:night market, bazar, pasar tani
convenience = convenience store, 7 eleven, 7-eleven, grocery, kk mart, mini mart, minimart | kedai
    runcit:grocery store, kedai serbaneka, kedai, mini market, kedai mini
medical = doctor, clinic, hospital, medical, pharmacy, first aid, medicine, nurse | doktor,
    klinik:clinic, hospital:hospital, farmasi:pharmacy, ubat:medicine, kecemasan, pertolongan cemas,
    sakit, bantuan kecemasan
mosque = mosque | masjid:mosque, surau berdekatan, masjid terdekat
prayer = prayer room, surau, pray, prayer mat, praying, prayer, qibla, kiblat, qiblah, musolla,
    ablution | surau, solat, sembahyang, sejadah:prayer mat, kiblat:qibla direction, arah
    kiblat:qibla direction, telekung:prayer clothes, musolla, bilik solat, tempat solat, tempat
    sembahyang, wuduk, quran
atm = atm, cash machine, money changer, currency exchange, exchange money, withdraw, foreign
    currency | mesin atm:atm, atm, tukar duit:exchange money, tukar wang:exchange money, pengurup
    wang, keluarkan duit, mesin juruwang:cash machine, juruwang automatik, mata wang asing:foreign
    currency, mata wang, menukar mata wang:currency exchange
check_in = check in, check-in, checkin, checking in, arrival, arrive, when i arrive, when we arrive,
    when i check in, when we check in, access my room, arriving, have the room at, get the room at,
    have our room at, get our room at, c/in | daftar masuk, cek in, check in, checkin, masuk bilik,
    masuk hotel, masuk ke hotel, masuk ke bilik, sampai, tiba, ketibaan, chek in, cekin
check_out = check out, check-out, checkout, checking out, leave the room, departure, vacate, depart,
    when i check out, when we check out, leave at, c/out | daftar keluar, cek out, check out,
    checkout, keluar bilik, keluar hotel, chek out, cekout, kena keluar, nak keluar
early_check_in check_in = early check in, early check-in, early checkin, early arrival, into the
    room early, room early, room straight away, check in early, check in earlier, arrive early,
    earliest check in, arrive earlier, arriving early, before check in, get into our room, morning
    arrival | daftar masuk awal, check in awal, masuk awal, sampai awal, tiba awal, awal check in,
    checkin awal, datang awal, awal masuk
late_check_out check_out = late check out, late check-out, late checkout, check out late, check out
    later, later checkout, stay a bit longer, extend check out, stay until, leave later, checkout
    later, keep the room longer, checkout extension, delay checkout, extend checkout | daftar keluar
    lewat, lewat daftar keluar, check out lewat, checkout lewat, keluar lewat, lambat check out,
    lewat check out, late check out, check out lambat, checkout lambat, lewat checkout, keluar
    lambat, lambat keluar, lambat checkout, lanjut masa keluar, duduk bilik sampai, guna bilik
    sampai, stay bilik sampai
late_arrival check_in = late arrival, arrive late, arriving late, latest i can check in, latest
    check in, latest i can arrive, how late can i check in, how late can we check in, how late can i
    arrive, late check in, check in late, arrive after midnight, midnight arrival, late night check
    in | sampai lewat, tiba lewat, lewat malam, sampai lambat, check in lewat, check in lambat,
    check in malam, sampai malam, masuk lewat, sampai tengah malam, tiba malam
luggage = luggage, baggage, bag, bags, suitcase, luggage storage, baggage storage, bag storage,
    store luggage, leave our bags, belongings, storage, store our things | bagasi:luggage, beg:bags,
    simpan beg:store luggage, simpan bagasi:store luggage, letak beg, tinggal beg, tinggalkan beg,
    barang:belongings, tumpang beg, luggage, bilik simpanan bagasi:luggage storage, stor
    bagasi:luggage storage, simpanan bagasi:luggage storage
front_desk = front desk, reception, receptionist, desk attendant, lobby, counter, 24 hour front desk
    | kaunter, penyambut tetamu, resepsi, kaunter hadapan, front desk, resepsionis, kaunter depan,
    lobi, lobby, ruang legar:lobby
concierge = concierge, bellboy, bellhop, porter, bell boy | konsiarj, konsierj:concierge, penjaga
    pintu:porter, concierge, porter
key = key, keys, key card, keycard, room key, door card, locked out | kunci, kad bilik, kad akses,
    kad, kunci bilik
door_code = door code, gate code, gate, entrance, access at night | kod pintu, pintu pagar, pintu
    masuk, pagar
deposit = deposit, security deposit, damage deposit, down payment, downpayment, card hold | deposit,
    cagaran, wang cagaran, wang pendahuluan, wang deposit, duit deposit, pendahuluan, deposit
    kerosakan:damage deposit
deposit_refund deposit = deposit refund, refund deposit, deposit refundable, refundable deposit,
    deposit back, deposit returned, return the deposit, refund the deposit, refund my deposit |
    deposit dipulangkan, deposit dapat balik, dapat balik deposit, pulangkan deposit, deposit balik
payment = payment, pay, paying, payment method, payment methods, payments | bayar, bayaran,
    pembayaran, cara bayar, cara pembayaran, kaedah pembayaran, byr, membayar
credit_card payment = credit card, credit cards, debit card, visa, mastercard, master card, american
    express, amex, cards, discover card, jcb | kad kredit, kad debit, guna kad, kad bank, visa,
    bayar guna card, bayar dengan kad
cheque payment = cheque, personal check, bank check, pay by check | guna cek, pakai cek, dengan cek,
    bayar cek, terima cek, melalui cek, buku cek, cek peribadi, cek syarikat, cek bank, cek
    diterima, cek tidak, cek tak
cash payment = cash | tunai, wang tunai, duit tunai, cash
ewallet payment = e-wallet, ewallet, touch n go, tng, grabpay, duitnow, qr pay, boost, alipay, qr
    code, apple pay, shopeepay, qr payment | e dompet, e wallet, ewallet, tng, duitnow, qr, touch n
    go, scan qr
bank_transfer payment = bank transfer, online transfer, online banking, fpx, instant transfer, bank
    account, account number | pindahan bank, transfer bank, no akaun, nombor akaun, bank in,
    perbankan internet, online transfer
instalment payment = instalment, installment, instalments, pay later | ansuran, bayar ansuran,
    spaylater
invoice = invoice, receipt, e-invoice, einvoice, tax invoice, bill, billing, proof of payment |
    invois, resit:receipt, e invois, e-invois, bil:bill, invoice, einvois
tax = tax, taxes, sst, local government fee, local government, service charge, service tax, tourism
    tax, heritage, government tax, city tax | cukai, kerajaan tempatan:local government fee, cukai
    pelancongan:tourism tax, caj perkhidmatan, cukai perkhidmatan, sst, tax, cukai jualan, cukai
    bandar:city tax
cancel = cancel, cancellation, cancelling, cancellations, cancel my booking, free cancellation |
    batal, batalkan, pembatalan, membatalkan, cancel, kensel, batal tempahan
refund = refund, refundable, money back, non refundable, money returned, payment returned | bayaran
    balik, pulang balik:refund, pulangan wang, refund, dapat balik duit, duit balik, pemulangan,
    pulangkan
change_booking = change my booking, amend, reschedule, change date, change the date, change dates,
    change my date, change our date, move the dates, move my dates, move the date, move dates,
    modify, postpone, move my booking | tukar tarikh:change date, ubah tarikh, pinda, ubah tempahan,
    tukar booking, tunda, tangguh, tukar tempahan, anjak
no_show = no show, do not show up, don't show up | tak datang, tidak hadir, tidak datang
book = book, booking, reservation, reserve, make a reservation, bookings, reservations | tempah,
    tempahan, menempah, buat tempahan, book, booking, tempahkan, buking, bokking
booking_confirmation = confirmation, confirm my booking, confirm the booking, confirm my
    reservation, confirm our booking, booking confirmed, is confirmed, confirmation email, voucher,
    confirmation number | pengesahan, sahkan, voucher, baucar, pengesahan tempahan
rate = room rate, room rates, rates, rate, price per night, room price, per night, nightly rate,
    tariff, price, prices, prices for rooms | harga bilik, kadar bilik, kadar, satu malam, semalam,
    sewa bilik, rate bilik, bilik berapa, harga semalam, rate
discount = discount, promo, promotion, promo code, offer code, special rate, deal, deals, special
    offer, any offer, current offer, offer code, got offer, have offer, package, packages, best
    price, cheaper, coupon | diskaun, promosi, tawaran, potongan, potongan harga, promo, ada offer,
    offer apa, harga istimewa, pakej, murah:cheaper, murah sikit, kurang harga, kupon
corporate = corporate rate, company rate, corporate, company account, corporate account | kadar
    korporat, korporat, syarikat, harga syarikat
government = government rate, government servant, civil servant, government, local order, lo | kadar
    kerajaan, kakitangan kerajaan, penjawat awam, kerajaan, rate kerajaan, pesanan kerajaan, lo
    kerajaan
senior = senior citizen, seniors, senior, elderly, pensioner, old folks | warga emas, orang tua,
    pesara
student = student, students, school | pelajar, murid, sekolah:school, student, mahasiswa
group_rate group rate = group rate, group rates, group price, group prices, group discount, rate for
    a group, rate for groups | harga kumpulan, kadar kumpulan, harga group, rate group
group = group, groups, group booking, large group, tour group, bulk booking | kumpulan, rombongan,
    ramai, berkumpulan, group
membership = member, membership, loyalty, loyalty points, reward, rewards | ahli, keahlian, mata
    ganjaran
gift_voucher = gift voucher, gift card, gift certificate | baucar hadiah, kad hadiah, hadiah
long_stay = long stay, monthly, weekly rate, long term, extended stay, extend my stay, extend stay,
    one more night | sewa bulanan, bulanan, jangka panjang, lama, sambung stay, tambah malam,
    sambung menginap, lanjut penginapan, sambung
day_use = day use, hourly rate, by the hour, per hour, few hours, half day, short stay, transit |
    guna siang, sejam, ikut jam, beberapa jam, transit, jam jaman
availability = availability, vacancy, vacancies, rooms left, any rooms, room available, fully
    booked, got room | kosong:available, bilik kosong:room available, kekosongan, masih ada bilik,
    ada bilik, penuh, bilik available, available lagi, masih available
room = room, rooms, accommodation | bilik, blk, kamar
room_type = room type, room types, types of room, kinds of room, what rooms, rooms do you have, room
    categories | jenis bilik, jenis jenis bilik, bilik apa, pilihan bilik, kategori bilik
deluxe = deluxe | deluxe, deluks
superior = superior | superior
standard = standard room, standard | bilik standard, standard, bilik biasa
suite = suite, suites, executive suite | suite, suit
family_room room = family room, family rooms, family suite, quad, family | bilik keluarga, bilik
    family, keluarga, family
connecting = connecting room, connecting rooms, adjoining, interconnecting, adjacent rooms, next to
    each other, next to ours, next to mine, side by side | bilik bersambung, bilik sebelah,
    bersebelahan, connecting, bilik berhubung
twin = twin, two beds, twin bed, single beds, two single beds | dua katil:two beds, katil bujang,
    katil kembar, twin, 2 katil, katil single
double = double bed, double, queen, queen bed, king, king bed, king size, large bed | katil
    besar:large bed, katil kelamin, katil queen, katil king, king
single = single room, single | bilik bujang, bilik single, seorang
dorm = dorm, dormitory, bunk, bunk bed, hostel, shared room, capsule | dorm, katil dua tingkat,
    asrama, kapsul, capsule
bed = bed, beds, mattress | katil, tilam
extra_bed bed = extra bed, additional bed, extra mattress, rollaway, rollaway bed, sofa bed, folding
    bed, extra beds, add a bed, roll away, another bed, extra person, one more person, additional
    person | tambah orang:extra person, katil tambahan, tambah katil, extra bed, katil extra, tilam
    tambahan, tambah tilam, tilam lebih, extra tilam, katil lebih
cot baby = baby cot, crib, cot, cribs, cots, baby bed, playpen, baby crib | katil bayi, baby cot,
    katil baby, buaian
capacity = how many people, how many guests, maximum occupancy, occupancy, how many persons, fit in,
    fit us, fit all of us, fit us all, big enough for us, sleep, sleeps, accommodate, pax, people in
    a room, capacity, people per room | berapa orang:how many people, muat berapa, muat semua, muat
    kami, kapasiti, muat:fit, orang dewasa, bilangan tetamu, berapa pax, max orang, maksimum orang
child = child, children, kid, kids, toddler, daughter, son, minors, youngest, eldest, little one |
    kanak kanak:children, kanak-kanak, anak:child, anak bongsu, anak sulung, budak, bdk, budak
    budak, anak kecil, anak-anak, anak anak
baby = baby, babies, infant, infants, stroller | bayi:baby, baby, stroller
babysitting = babysitter, babysitting, childcare, nanny, kids club, child care | pengasuh, jaga
    anak, kelab kanak kanak
playground child = playground, kids play, play area, children's activities, activities for children,
    activities for kids, kids activities, for kids to do, for children to do, things for kids,
    entertain the kids, kids corner, games room, game room | taman permainan, aktiviti kanak kanak,
    aktiviti budak, aktiviti anak, tempat main, tempat bermain, kawasan permainan, main budak
high_chair baby = high chair, baby chair, booster seat | kerusi bayi, kerusi tinggi
age = age, years old, age limit, age restriction, age restrictions, minimum age, older than, 18
    years | umur, had umur:age limit, tahun, usia, berumur, bawah umur
citizen = malaysian, malaysians, citizen, citizens, permanent resident, mypr, pr, foreigner |
    warganegara, pemastautin tetap, warga asing, orang malaysia
adults = adult, adults, adults only | dewasa
pets = pet, pets, dog, cat, dogs, cats, animal, animals, puppy, pet friendly, kitten | haiwan,
    haiwan peliharaan, kucing:cat, anjing:dog, binatang, binatang peliharaan, pet, haiwan
    kesayangan:pet
guide_dog pets = guide dog, guide dogs, assistance dog, service dog | anjing pemandu:guide dog,
    anjing bantuan:assistance dog
smoking = smoke, smoking, cigarette, cigarettes, smoker, vape, vaping, smoking area, non smoking,
    tobacco, smokes, smoking room | merokok, rokok:cigarette, hisap rokok, vape, kawasan
    merokok:smoking area, isap rokok, bebas rokok
visitor = visitor, visitors, outside guest, outsider, friends visit, friends over, non guest,
    overnight visitor, not staying, house guests only, hotel guests only, staying guests only,
    residents only | pelawat, tetamu hotel sahaja, penginap sahaja, kawan datang, tetamu luar,
    pelawat luar, melawat, bawa kawan, orang luar
noise = noise, noisy, quiet, quieter, quietest, quiet hours, loud, peaceful, calm, silence, silent,
    sound level, soundproof, sound proof | bising, bunyi, senyap, hingar, suasana tenang:peaceful,
    tempat tenang:peaceful, bilik tenang:peaceful, sunyi, waktu senyap, kalis bunyi, bilik kalis
    bunyi:soundproof room
party = party, parties, birthday party, celebrate, celebration, birthday, anniversary | parti,
    majlis hari jadi, hari jadi:birthday, harijadi:birthday, besday, sambut, sambutan, ulang tahun,
    birthday, bday, celebrate, surprise
honeymoon = honeymoon, romantic, surprise, flowers, decoration, decorate, flower | bulan madu,
    romantik, hiasan, bunga:flowers, kejutan, deko, hias
outside_food = outside food, bring my own, bring our own, bring own, own food, bring food, can i
    bring food, can we bring food, food from outside, bring our own food, food delivery, foodpanda,
    grabfood | makanan luar, bawa makanan, makanan dari luar, bawak makanan, bawa makanan sendiri,
    foodpanda, grabfood
durian = durian, durians, mangosteen | durian:durian, manggis
dress_code = dress code, attire, swimwear, swimsuit, swimming attire, wear, swim wear, burkini,
    shoes, sports shoes, sandals, flip flops, jeans, shorts, t-shirt, t shirt | pakaian, kod
    pakaian, baju renang:swimsuit, pakaian renang:swimming attire, pakai baju, baju, kasut:shoes,
    kasut sukan:sports shoes, seluar pendek:shorts, selipar jepun:flip flops
identity = identification, passport, id card, identity card, ic, photo id, mykad, documents | kad
    pengenalan:identity card, pasport:passport, ic, mykad, dokumen, pengenalan diri, kad pengenalan
    bergambar:photo id, pengenalan diri bergambar:photo id, pengenalan bergambar:photo id
couple = unmarried couple, unmarried, marriage certificate, couple, couples, boyfriend, girlfriend |
    pasangan, belum kahwin, sijil nikah:marriage certificate, surat nikah:marriage certificate,
    bukan mahram, boyfriend, girlfriend, couple
accessible = wheelchair, wheelchairs, accessible, handicapped, handicap, disability, disabled,
    disabilities, disabled access, wheelchair accessible, accessibility, mobility, ramp, special
    needs | kerusi roda:wheelchair, oku:disabled, orang kurang upaya, mesra oku, kurang upaya, ramp,
    wheelchair
laundry = laundry, laundromat, wash, washing machine, wash clothes, laundering, launderette, washer,
    wash my clothes, clothes washed, ironing service, laundry service | dobi, basuh baju, cuci baju,
    sehelai baju, sehelai, kedai dobi, cucian, mesin basuh:washing machine, kain baju, pakaian
    kotor, basuh kain
dry_cleaning laundry = dry cleaning, dry clean, dry cleaned, dry cleaner | cucian kering, dry clean,
    cuci kering
housekeeping = housekeeping, house keeping, daily housekeeping, room cleaning, clean the room,
    cleaning, make up my room, maid, clean, cleaned | kemas bilik, kemas, bersihkan bilik,
    pengemasan, cuci bilik, pembersihan, mengemas, housekeeping, bersih, dibersihkan:cleaned,
    pembersihan harian:daily cleaning
wake_up = wake up call, wake-up call, morning call | panggilan bangun, kejutkan, morning call,
    membangunkan:wake up call, bangunkan, panggilan bangun pagi
lost_found = lost and found, lost, left behind, left my, left our, left something behind, left
    something, forgot, lost property, lost item, left item, missing, been handed in, anyone handed
    in, anybody handed in | barang hilang, tertinggal:left behind, tertinggal barang:left behind
    item, lupa:forgot, hilang:lost, ketinggalan, barang tercicir, tercicir
security = security, security guard, cctv, secure, security camera | keselamatan, pengawal:security
    guard, cctv, selamat, pengawal keselamatan, guard
fire = fire, fire exit, emergency exit, fire extinguisher, evacuation | kebakaran, api, laluan
    kecemasan
meeting event = meeting room, meeting, meeting facility, meetings, conference, conference room,
    seminar, convention, function room, banquet, banquet facilities, meeting facilities, training
    room, workshop, hold meetings, business meeting | bilik mesyuarat, mesyuarat, bilik seminar,
    seminar, kursus, persidangan, bengkel, mesyuarat syarikat, meeting, bilik meeting
event = event, events, function, event space, private event, ballroom, hall, gala | majlis, acara,
    dewan:event hall, event, kenduri:feast, jamuan, annual dinner, makan malam tahunan, sewa dewan,
    perjamuan:banquet
wedding event = wedding, weddings, reception dinner, engagement, solemnisation, marriage, bride,
    wedding package, akad nikah | kahwin, perkahwinan, kenduri kahwin, nikah, akad nikah,
    bersanding, majlis kahwin, pakej kahwin, tunang, bertunang, pertunangan, resepsi kahwin,
    walimatulurus
catering = catering, caterer, own caterer, outside caterer, caterers | katering, katering luar,
    katering sendiri
equipment = projector, lcd, microphone, pa system, audio visual, whiteboard, screen, sound system |
    projektor:projector, mikrofon, sistem pa, skrin:screen, pembesar suara, papan putih, lcd
business_centre = business center, business centre, printing, print, photocopy, computer, printer,
    scan, fax | pusat perniagaan, cetak, mencetak, fotostat, komputer, print, pencetak, printer
bbq = bbq, barbecue, barbeque, grill | bbq, barbeku, panggang
karaoke = karaoke | karaoke
live_music = live music, live band, entertainment, music | hiburan, muzik, live band, muzik langsung
golf = golf, tennis, badminton, table tennis, ping pong, sports | golf, tenis, badminton, sukan,
    ping pong
hiking = hiking, jungle, trekking, nature, waterfall | mendaki, hutan, trekking, air terjun
fishing = fishing, kayak, snorkeling, snorkelling, diving, water sports | memancing, kayak, snorkel,
    menyelam, sukan air
garden = garden, outdoor area, courtyard, rooftop, roof top, outdoor furniture | taman, kawasan
    luar, halaman, bumbung, perabot luar:outdoor furniture
lounge = lounge, executive lounge, club lounge | lounge, ruang rehat
living_room = living room, living area, sitting area, sitting room | ruang tamu
language = language, languages, speak, spoken, english speaking, speaker, speakers, spanish, french,
    german, mandarin, chinese, cantonese, hokkien, tamil, hindi, japanese, korean, arabic,
    portuguese, polish, czech, italian, russian, dutch, thai, vietnamese | bahasa, cakap bahasa,
    cakap, sepanyol:spanish, perancis:french, jerman:german, jepun:japanese, korea:korean,
    arab:arabic, cina:chinese, inggeris:english, bertutur, bahasa inggeris, bahasa melayu, bahasa
    cina
staff = staff, manager, person in charge, human, speak to someone, talk to someone | staf,
    kakitangan, pengurus, pekerja, manager
job = job, jobs, vacancy, hiring, career, internship, work with you | kerja kosong, jawatan kosong,
    pekerjaan, latihan industri, mohon kerja, temuduga
vendor = supplier, vendor, sales | pembekal
contact = phone number, telephone, contact number, contact, email, e-mail, whatsapp, call you,
    hotline, website, phone | nombor telefon:phone number, no telefon:phone number, no tel, hubungi,
    telefon, emel:email, whatsapp, nombor hotel, bagi nombor, laman web:website, no fon, wasap, call
star = star, stars, star rating, star hotel | bintang
property = how many rooms, number of rooms, built, renovated, how old, opened in, history of |
    dibina, ubah suai, sejarah, berapa bilik, jumlah bilik
insects = mosquito, insects, bugs, bed bugs, repellent, cockroach | nyamuk:mosquito, serangga,
    pepijat, ubat nyamuk, lipas
power = power cut, electricity, generator, blackout | elektrik, bekalan elektrik, generator, black
    out
covid = covid, mask, sanitizer, vaccination, quarantine | covid, pelitup muka, vaksin, topeng muka,
    kuarantin
weather = weather, rain, flood, monsoon | cuaca, hujan, banjir, musim hujan
tip = tip, tips, tipping, gratuity | tip, tips
mail = mail, parcel, package delivery, courier | pos laju, bungkusan, kurier, parcel
slides pool = water slide, waterpark, water park, theme park, slide, jacuzzi slide | gelongsor,
    taman tema, taman tema air, taman air
kids_pool pool = kids pool, pool for kids, pool for children, pool for babies, pool for toddlers,
    baby pool, children's pool, paddling pool | kolam kanak kanak, kolam budak, kolam untuk budak,
    kolam untuk kanak kanak
photography = photo, photos, photography, photoshoot, pictures, drone | gambar:photos, foto,
    fotografi, penggambaran, dron
newspaper = newspaper, magazine, book exchange, library, reading material | surat khabar, akhbar,
    majalah, buku:library, bahan bacaan, perpustakaan:library
packed_breakfast breakfast = packed breakfast, breakfast box, breakfast to go, takeaway breakfast,
    take away breakfast, pack breakfast, breakfast packed, early breakfast | tapau sarapan, tapau
    breakfast, sarapan tapau, bungkus sarapan, bekal sarapan, breakfast bungkus
packed_lunch = packed lunch, packed lunches, lunch box, lunch boxes, boxed lunch | bekal makan
    tengah hari, bekal makanan tengah hari, bekal makanan, pek makan tengah hari, bekalan makanan
games = board game, board games, chess, billiards, pool table, snooker, darts, table games |
    permainan papan:board games, catur, biliard, snuker, permainan meja
room_position = away from the lift, near the lift, far from the lift, close to the lift | jauh dari
    lif:away from the lift, dekat dengan lif:near the lift
shoe_shine = shoe shine, shoeshine, shoe polish, shoe polishing | gilap kasut, menggilap kasut,
    kilat kasut, menggilap
sun_terrace = sun terrace, sun deck, sundeck, sunbathe, sunbathing, sunbed, sun lounger, sun
    loungers | berjemur:sun terrace, kawasan berjemur, dek berjemur, teres berjemur
vending = vending machine, vending machines, snack machine | mesin layan diri, mesin jualan
curfew = curfew, lock the door at night, gate closes | perintah berkurung, waktu berkurung
tickets = ticket, tickets, ticket service | tiket
nightclub = nightclub, night club, disco, dj | kelab malam, disko
salon = hair salon, beauty salon, barber, hairdresser, haircut, manicure | salon, gunting rambut,
    dandanan rambut, kedai gunting
gift_shop = gift shop, souvenir shop, souvenir, souvenirs | kedai cenderamata, cenderamata, ole ole,
    buah tangan
cooler = ice, ice machine | ais, mesin ais
"""

FACETS = """
price = how much, cost, costs, price, prices, fee, fees, charge, charges, charged, pricing, pay
    extra, surcharge, extra cost, rm, ringgit, expensive, pay for, pay a fee, extra fee, additional
    cost, penalty | berapa harga, harga, berapa, caj, bayaran, kos, brapa, berape, brp, berapa caj,
    kena bayar, kena charge, dikenakan, hrg, yuran, berapa ringgit, harga dia, bape,
    penalti:penalty, bayaran tambahan:extra fee, kos tambahan:additional cost, caj tambahan:extra
    charge
free = free, complimentary, free of charge, no charge, included, include, includes, inclusive, come
    with, comes with, with breakfast | percuma, free, termasuk:included, sekali dengan:included,
    foc, merangkumi, disertakan, sudah termasuk:included, dengan sarapan
time = what time, time, times, hours, when, o'clock, timing, timings, what hour | pukul berapa, jam
    berapa, waktu, bila:when, kul brp, pkl berapa, pukul, pkl brp, kul berapa, pukul brp, jam brp,
    wktu
open = open, opens, opening, start, starts, begin, operating hours, opening hours, serve, served |
    buka:open, buka pukul berapa:opening hours, buka sampai pukul berapa:open until what time,
    bukak, mula:start, dibuka, waktu operasi, bermula
close = close, closes, closing, closed, end, ends, until, till, last order | tutup, ditutup, tamat,
    sampai pukul berapa:close what time, sampai jam berapa:close what time, sampai pukul:until,
    habis:end, sampai bila, berakhir, hingga
all_day = 24 hours, 24 hour, 24h, 24/7, twenty four hours, round the clock, always open, all day,
    overnight, at night, midnight | 24 jam:24 hours, sepanjang masa, sepanjang hari, tengah
    malam:midnight, sepanjang malam:all night
where = where, which floor, whereabouts | di mana, kat mana, dekat mana, mana, dimana, kt mane, kat
    ne, katne, dkt mana
near = near, nearby, nearest, close to, close by, around, surrounding, walking distance,
    neighbourhood, neighborhood, closest, in the area | dekat dengan, berdekatan:nearby,
    berhampiran, terdekat:nearest, sekitar, dekat, hampir, dkt, nearby, jalan kaki:walking distance
distance = how far, how close, how near, distance, kilometres, km, minutes away, how long to get |
    berapa jauh:how far, jauh:far, jarak, kilometer, berapa minit, jauh ke, brp jauh
on_foot = on foot, by foot, walk, walkable | jalan kaki:on foot, berjalan kaki:on foot
duration = how long, how many hours, how many days | berapa lama, brp lama
onsite = onsite, on site, on-site, on the premises, on premises, in the hotel, premises | dalam
    hotel, di hotel, kat hotel, dlm hotel, dalam kawasan, di premis, dalam premis, premis
required = must, required, need to, have to, mandatory, necessary, require, should | perlu, mesti,
    wajib, kena, diperlukan, perlukan
allowed = allowed, allow, permitted, can i bring, ok to, permit, accept, accepted, accepts, welcome,
    welcomed, policy, policies, rule, rules, restriction, restrictions, restricted, prohibited |
    dibenarkan, benarkan, dibolehkan, terima, menerima, peraturan, polisi, larangan, dilarang, rule,
    syarat
in_advance = in advance, ahead, book in advance, beforehand, pre book, make a reservation for |
    awal:early, terlebih dahulu, lebih awal:earlier, tempah dulu, awal awal
extra = extra, additional, more, add, another, spare | tambahan, tambah, lebih, lagi, ekstra, extra,
    spare
kinds = kind, kinds, type, types, options, option, which, what type, variety, choices | nombor
    berapa:which number, jenis, pilihan, macam apa, apa jenis
many = how many, number of | berapa banyak:how many, berapa buah, bilangan, jumlah
speed = speed, fast, slow, mbps, reliable, stable, connection | laju:fast, kelajuan:speed,
    perlahan:slow
private = private | peribadi, persendirian
public = public, non guests, outside guests | awam, bukan tetamu
weekend = weekend, weekends, saturday, sunday, friday | hujung minggu:weekend, sabtu:saturday,
    ahad:sunday, jumaat:friday, ujung minggu, weekend, cuti hujung minggu
weekday = weekday, weekdays, monday, tuesday, wednesday, thursday | hari biasa, hari bekerja,
    isnin:monday, selasa:tuesday, rabu:wednesday, khamis:thursday, weekday
holiday = public holiday, public holidays, school holiday, school holidays, peak season, holiday
    season, festive, hari raya, christmas, new year, peak | cuti umum, cuti sekolah:school holidays,
    hari raya:hari raya holiday, tahun baharu cina:chinese new year, cny:chinese new year, musim
    perayaan, musim puncak, raya:hari raya holiday, tahun baru, perayaan, cuti
early = early, earlier, earliest, morning | awal:early, paling awal, pagi:morning
late = late, later, latest, after hours, last minute | lewat, lambat, paling lewat
minimum = minimum, at least | minimum, sekurang kurangnya
maximum = maximum, limit, limits, up to, max | maksimum, ada had, had umur, had masa, had laju, had
    berat, paling banyak, max
size = size, big, large, how big, square, spacious, sqm, small, tiny, cramped, roomy, space, spacey
    | saiz:size, besar:big, luas, keluasan, sempit:cramped, lapang:spacious
comfort = comfortable, comfy, comfort, cosy, cozy, soft, uncomfortable | selesa, keselesaan, empuk
cleanliness = clean, cleanliness, spotless, dirty, hygienic, hygiene, sanitary | bersih:clean,
    kebersihan, kotor:dirty
worth = value for money, good value, great value, worth, worth it, money's worth, overpriced,
    affordable, reasonable price, good deal | berbaloi:worth it, berpatutan:reasonable price
difference = difference, different, compare, better, versus | beza:difference, perbezaan, bezanya,
    lain, banding
best = best, recommend, recommended, suggest, popular, good | terbaik, cadang, cadangkan, syor,
    popular, sedap, best
"""

# Words of a question that name nothing: kept out of overlap, never expanded.
EMPTY_ENGLISH = """
a an the this that these those there here it its it's i i'm i'd i'll i've me my mine we we're
our us you you're your yours u ur they they're their them he she his her is isn't are aren't am
was were be been being do does don't doesn't did have has haven't had having can can't could
would will won't shall may might of to in on at for from with by as and or but if so then than
also too very just really only any some all each every no not nor into onto out up about what
what's which who whom how whether please pls plz kindly thanks thank thx hi hello hey ok okay oh
uh um uhh umm uhhh ummm hmm yes yeah yep perfect great wonderful good awesome nice fine sorry
excuse know tell let see find ask asking wonder wondering confirm check me want wanted like need
question questions help give get got going go one another first last more other something
anything possibly maybe actually before well right alright thing things hotel hotels property
place places location inn motel guesthouse guest guests house lodge customer customers visitor
site facility facilities service services offer offers offered offering provide provides
provided providing available availability existing use using used able happen happens sure
information info detail details looking look stay staying stays during while because since happy
interested hoping thinking travelling traveling coming bring come take taking make sort still
yet now today tonight tomorrow able else anywhere somewhere regarding concerning say said
does've lah la prefer important beautiful lovely pleasant decent excellent amazing attractive pretty
quite super enough relatively ah lor leh meh hor liao
"""

EMPTY_MALAY = """
saya aku khidmat kami kita awak anda kamu encik puan cik tuan dia mereka ini itu ni tu yang dan
atau tapi tetapi dengan untuk pada di ke dari daripada dalam oleh sebagai kerana sebab jika
kalau jikalau sekiranya adakah apakah apa ada adalah ialah boleh dapat nak hendak mahu mau ingin
tak tidak tiada bukan belum sudah dah telah akan sedang masih lagi juga pun sahaja saja je jer
ja la lah kan kah ye ya eh ek hai helo salam assalamualaikum terima kasih tq tolong sila minta
mintak maaf tanya tahu tau bagi bagitahu beritahu info maklumat macam mana bagaimana mcm camne
cam hotel penginapan tempat pihak tetamu pelanggan disediakan sediakan menyediakan kemudahan
perkhidmatan servis guna gunakan menggunakan perlukan sini situ sana sekarang hari esok malam
semua setiap harian satu sebuah seorang bang bro kak sis min admin bos boss memberi beri berikan
diberi diberikan dekat kat korang sikit kecil lelaki perempuan pandai lepas sebelum selepas masa
paling datang pergi bawa terdapat terdapatkah mempunyai tersedia ditawarkan tawarkan menawarkan
membawa memiliki mengatur aturkan uruskan menguruskan kawasan sehari sendiri menunjukkan
tunjukkan ditunjukkan dituturkan sepanjang mengenakan pengguna dihidangkan membeli beli melihat
lihat bolehlah adanya kepada mengenai tentang cek orang
"""

# Chat spellings -> the word meant. Applied word by word, before anything else.
SPELLINGS = """
x=tak xde=tiada xda=tiada tkde=tiada takde=tiada takda=tiada tk=tak tdk=tidak bole=boleh
blh=boleh bleh=boleh leh=boleh bolehkah=boleh bley=boleh blehke=boleh nk=nak hndk=hendak nq=nak
nakk=nak dgn=dengan dgan=dengan ngan=dengan utk=untuk utuk=untuk tuk=untuk kt=kat dkt=dekat
dlm=dalam drpd=daripada dr=dari pd=pada yg=yang ape=apa pe=apa apakh=apa sy=saya sya=saya ak=aku
ktorg=kami kitorang=kami kitaorang=kami sorang=seorang sorg=seorang brp=berapa brapa=berapa
berape=berapa bape=berapa bpa=berapa brpe=berapa brpa=berapa mcm=macam mcmana=macam camne=macam
camana=macam mcmane=macam mne=mana mane=mana dtg=datang dpt=dapat dpat=dapat skrg=sekarang
skang=sekarang tmpt=tempat tmpat=tempat mkn=makan mlm=malam mlam=malam pi=pergi pkl=pukul pkul=pukul
kul=pukul jm=jam hrga=harga hrg=harga org=orang ank=anak blk=bilik bilk=bilik biliknye=bilik
keta=kereta krta=kereta kete=kereta byr=bayar bayo=bayar bg=bagi bgtau=beritahu bgtahu=beritahu
tau=tahu thu=tahu tmpah=tempah sbb=sebab klu=kalau kalo=kalau klau=kalau kalu=kalau jgn=jangan
dah=sudah udah=sudah lg=lagi lgi=lagi bukak=buka bkk=buka ttp=tutup sampi=sampai smpai=sampai
smpi=sampai prcuma=percuma msk=masuk klua=keluar kluar=keluar kuar=keluar wat=buat bawak=bawa
bwk=bawa bwa=bawa tgh=tengah tngh=tengah ptg=petang pgi=pagi esk=esok hjg=hujung mggu=minggu
wknd=weekend wkend=weekend bfast=breakfast brekfast=breakfast breakfst=breakfast
breakfest=breakfast chk=check chek=check parkin=parking swiming=swimming
swimmin=swimming pol=pool restoren=restoran restaurent=restaurant restorant=restaurant
resturant=restaurant accomodate=accommodate accomodation=accommodation wifii=wifi wify=wifi
wipi=wifi airpot=airport luggages=luggage bagage=baggage laundary=laundry landry=laundry
towl=towel towell=towel discaun=diskaun diskount=diskaun deposite=deposit depo=deposit
pymt=payment avail=available rm=ringgit hw=how wat=what wht=what abt=about btw=between tq=thanks
dont=don't cant=can't wont=won't doesnt=doesn't didnt=didn't isnt=isn't arent=aren't whats=what's
ty=thanks msg=message pls=please plz=please r=are y=why thn=tahun skit=sikit sket=sikit sikt=sikit
"""
