"""What the appliance says in its own words, in both languages.

A hotel overrides any of them by key in its pack (`[replies]`). Placeholders in braces are filled
by code; a phrase never states a fact about a hotel except through them.
"""

from __future__ import annotations

from appliance.engine.contact import readable
from appliance.engine.hotel import Hotel
from appliance.engine.text import Language, Text

PHRASES: dict[str, Text] = {
    "greeting": Text(
        "Hello! I'm the AI assistant of {hotel}. Ask me about rooms, rates or anything here at the"
        " hotel. How may I help?",
        "Salam! Saya pembantu AI {hotel}. Tanya saya tentang bilik, harga atau apa sahaja mengenai"
        " hotel ini. Boleh saya bantu?",
    ),
    "greeting_again": Text("Hello again! How may I help?", "Hai lagi! Boleh saya bantu?"),
    "closing": Text(
        "You're welcome! Write any time if there is something else.",
        "Sama-sama! Tulis bila-bila masa kalau ada pertanyaan lain.",
    ),
    "am_a_bot": Text(
        "I'm an AI assistant answering for {hotel}, at any hour. If you'd rather talk to a person,"
        " just say so and I'll pass this chat to our team.",
        "Saya pembantu AI yang menjawab bagi pihak {hotel}, pada bila-bila masa. Kalau anda mahu"
        " bercakap dengan staf kami, beritahu sahaja dan saya akan sampaikan.",
    ),
    "unknown": Text(
        "I don't have that information, and I'd rather not guess. Shall I pass your question to our"
        " team?",
        "Maaf, saya tiada maklumat tentang perkara itu dan tidak mahu meneka. Boleh saya sampaikan"
        " soalan anda kepada pasukan kami?",
    ),
    "unknown_rest": Text(
        "I don't have the answer to the rest of your question. Shall I pass it to our team?",
        "Saya tiada maklumat untuk soalan anda yang selebihnya. Boleh saya sampaikan kepada pasukan"
        " kami?",
    ),
    "unclear": Text(
        "I'm sorry, I didn't understand that. Could you write it in other words?",
        "Maaf, saya kurang faham. Boleh tulis dengan cara lain?",
    ),
    "rephrase": Text(
        "I'm sorry, that is not what you were asking. Could you put it in other words, or shall I"
        " pass it to our team?",
        "Maaf, bukan itu yang anda maksudkan. Boleh jelaskan dengan cara lain, atau mahu saya"
        " sampaikan kepada pasukan kami?",
    ),
    "instead": Text("I'm sorry. Perhaps this is it:", "Maaf. Mungkin ini yang anda maksudkan:"),
    "right_answer": Text("Is that what you wanted to know?", "Adakah itu yang anda ingin tahu?"),
    "handoff_open": Text(
        "I'm passing you to our {desk} team now. They can see our whole conversation, so you won't"
        " need to repeat anything.",
        "Saya sambungkan anda kepada pasukan {desk} kami sekarang. Mereka boleh lihat seluruh"
        " perbualan ini, jadi anda tidak perlu ulang apa-apa.",
    ),
    "handoff_closed": Text(
        "I've passed this to our {desk} team with our whole conversation. They are away now and"
        " back {when}.",
        "Saya sudah sampaikan kepada pasukan {desk} kami bersama seluruh perbualan ini. Mereka"
        " tiada sekarang dan akan kembali {when}.",
    ),
    "draft_open": Text(
        "Thank you, we have your message. An answer is ready, and our {desk} team checks it before"
        " it is sent to you here.",
        "Terima kasih, mesej anda sudah kami terima. Jawapan sudah disediakan dan pasukan {desk}"
        " kami menyemaknya sebelum dihantar kepada anda di sini.",
    ),
    "draft_closed": Text(
        "Thank you, we have your message. An answer is ready; our {desk} team checks it before it"
        " is sent. They are away now and back {when}.",
        "Terima kasih, mesej anda sudah kami terima. Jawapan sudah disediakan; pasukan {desk} kami"
        " akan menyemaknya dahulu. Mereka tiada sekarang dan akan kembali {when}.",
    ),
    "handoff_again": Text(
        "I've added that to your request. Our team will see it with the rest of our conversation.",
        "Saya sudah tambah perkara itu pada permintaan anda. Pasukan kami akan melihatnya bersama"
        " perbualan kita.",
    ),
    "handoff_waiting": Text(
        "I'm sorry for the wait. I've reminded our {desk} team and their manager.",
        "Maaf kerana menunggu. Saya sudah ingatkan pasukan {desk} kami dan pengurus mereka.",
    ),
    "letter_after_chat": Text(
        "You had left the chat on our website before we could answer, so here is our answer.",
        "Anda sudah meninggalkan ruang sembang di laman web kami sebelum kami sempat menjawab,"
        " jadi ini jawapan kami.",
    ),
    "urgent_call": Text(
        "If it can't wait, please call {phone}.",
        "Kalau mendesak, sila hubungi {phone}.",
    ),
    "complaint": Text(
        "I'm sorry about this, and thank you for telling us. A member of our team should deal with"
        " it personally.",
        "Saya minta maaf atas perkara ini, dan terima kasih kerana memberitahu kami. Ahli pasukan"
        " kami patut menguruskannya sendiri.",
    ),
    "emergency": Text(
        "If anyone is in danger, call 999 now (ambulance, police, fire). At the hotel, call"
        " {phone} or tell the nearest member of staff. I have alerted our team.",
        "Jika sesiapa dalam bahaya, hubungi 999 sekarang (ambulans, polis, bomba). Di hotel,"
        " hubungi {phone} atau beritahu staf terdekat. Saya sudah memaklumkan pasukan kami.",
    ),
    "about_guests": Text(
        "For everyone's privacy I can't say whether someone is staying with us. I can pass a"
        " message to our front desk for you.",
        "Demi privasi semua tetamu, saya tidak boleh nyatakan sama ada seseorang menginap di sini."
        " Saya boleh sampaikan pesanan kepada kaunter hadapan kami.",
    ),
    "off_topic": Text(
        "I can only help with {hotel} and your stay. What would you like to know about the hotel?",
        "Saya hanya boleh bantu hal {hotel} dan penginapan anda. Ada soalan tentang hotel?",
    ),
    "refused": Text(
        "I can't help with that, but I'm glad to answer questions about {hotel} or your stay.",
        "Saya tidak dapat bantu perkara itu, tetapi saya sedia menjawab soalan tentang {hotel} atau"
        " penginapan anda.",
    ),
    "masked": Text(
        "For your safety I've removed a card or identity number from your message. Please don't"
        " send such numbers in chat.",
        "Demi keselamatan anda, nombor kad atau pengenalan dalam mesej anda telah saya buang. Sila"
        " jangan hantar nombor sebegitu di sini.",
    ),
    "deletion": Text(
        "I've passed your request to delete your data to our team. They will confirm it with you.",
        "Permintaan anda untuk memadam data telah saya sampaikan kepada pasukan kami. Mereka akan"
        " sahkan dengan anda.",
    ),
    "existing_booking": Text(
        "I can't see or change bookings already made; our team does that. Your name or booking"
        " number here helps them find it.",
        "Saya tidak dapat melihat atau mengubah tempahan sedia ada; pasukan kami yang uruskan. Nama"
        " atau nombor tempahan anda memudahkan mereka mencarinya.",
    ),
    "not_a_guest": Text(
        "This chat is for guests of {hotel}. For work, supplies, press or anything else, please"
        " write to {email}.",
        "Ruangan ini untuk tetamu {hotel}. Untuk kerja kosong, pembekalan, media atau hal lain,"
        " sila tulis kepada {email}.",
    ),
    "no_concession": Text(
        "I can't change rates or promise extras here; our reservations team decides on that. Shall"
        " I pass your request to them?",
        "Saya tidak boleh mengubah harga atau menjanjikan apa-apa tambahan di sini; pasukan"
        " tempahan kami yang memutuskan. Mahu saya sampaikan permintaan anda?",
    ),
    "no_service": Text(
        "I can't book this here, but our team can. Shall I pass your request to them?",
        "Saya tidak dapat menempahnya di sini, tetapi pasukan kami boleh. Mahu saya sampaikan"
        " permintaan anda?",
    ),
    "dropped": Text(
        "No problem, I've put that aside. Write any time if you need us.",
        "Tidak mengapa, saya ketepikan dahulu. Tulis bila-bila masa jika anda perlukan kami.",
    ),
    "declined": Text(
        "No problem. Write any time if you need us.",
        "Tidak mengapa. Tulis bila-bila masa jika anda perlukan kami.",
    ),
    "late_reply": Text(
        "I'm sorry for this late answer: your message has only just reached us.",
        "Maaf kerana lewat menjawab: mesej anda baru sahaja sampai kepada kami.",
    ),
    "other_language": Text(
        "I can answer in English or Bahasa Malaysia, and I've told our team.",
        "Saya boleh jawab dalam Bahasa Inggeris atau Bahasa Malaysia, dan saya sudah maklumkan"
        " kepada pasukan kami.",
    ),
    "media": Text(
        "Thank you. I can't open that here, but our team can see it. Could you tell me in words"
        " what you need?",
        "Terima kasih. Saya tidak dapat membukanya di sini, tetapi pasukan kami boleh melihatnya."
        " Boleh beritahu saya dengan perkataan apa yang anda perlukan?",
    ),
    "voice": Text(
        "Thank you for your voice message. I can't listen to it, but our team can. Could you please"
        " type your question?",
        "Terima kasih atas pesanan suara anda. Saya tidak dapat mendengarnya, tetapi pasukan kami"
        " boleh. Boleh taip soalan anda?",
    ),
    "ask_the_way": Text(
        "How do I get to the hotel, and how far is it?",
        "Macam mana hendak ke hotel, dan berapa jauh?",
    ),
    "opted_out": Text(
        "Noted: we won't write to you first. You can still ask us anything here at any time.",
        "Baik, kami tidak akan hantar mesej dahulu. Anda masih boleh bertanya di sini bila-bila"
        " masa.",
    ),
    "opted_in": Text(
        "Noted: we may write to you again. How may I help?",
        "Baik, kami boleh hantar mesej kepada anda semula. Boleh saya bantu?",
    ),
    "yes": Text("Yes, please", "Ya, boleh"),
    "no": Text("No, thanks", "Tidak, terima kasih"),
    "stumble": Text(
        "Sorry, something went wrong on our side. I've passed your message to our team.",
        "Maaf, ada masalah di pihak kami. Saya sudah sampaikan mesej anda kepada pasukan kami.",
    ),
    "availability": Text(
        "I can't confirm availability here; our reservations team does that.",
        "Saya tidak dapat sahkan kekosongan di sini; pasukan tempahan kami yang akan sahkan.",
    ),
    "book_here": Text("You can check and book here: {url}", "Semak dan tempah di sini: {url}"),
    "ask_dates": Text("Which dates would you like to stay?", "Tarikh berapa anda mahu menginap?"),
    "ask_departure": Text(
        "And until which date, or for how many nights?", "Sampai tarikh berapa, atau berapa malam?"
    ),
    "ask_party": Text("How many adults and children?", "Berapa orang dewasa dan kanak-kanak?"),
    "ask_event": Text(
        "On which date would it be, and for about how many people?",
        "Tarikh berapa majlisnya, dan lebih kurang berapa orang?",
    ),
    "ask_event_day": Text("On which date would it be?", "Tarikh berapa majlisnya?"),
    "ask_event_people": Text("For about how many people?", "Lebih kurang berapa orang?"),
    "ask_table": Text(
        "For which day and time, and for how many people?",
        "Untuk hari apa, pukul berapa, dan berapa orang?",
    ),
    "ask_table_day": Text("For which day and time?", "Untuk hari apa dan pukul berapa?"),
    "ask_table_time": Text("At what time?", "Pukul berapa?"),
    "ask_room": Text(
        "Which room would you like? We have {rooms}.",
        "Bilik yang mana anda mahu? Kami ada {rooms}.",
    ),
    "ask_contact": Text(
        "May I have your name and a phone number or e-mail, so our team can follow up?",
        "Boleh saya dapatkan nama dan nombor telefon atau e-mel anda, supaya pasukan kami"
        " boleh menghubungi anda?",
    ),
    "ask_name": Text("May I have your name?", "Boleh saya tahu nama anda?"),
    "noted": Text(
        "Thank you{name}, I've noted {what}.", "Terima kasih{name}, saya sudah catat {what}."
    ),
    "noted_contact": Text("your contact details", "maklumat untuk menghubungi anda"),
    "noted_stay": Text("your stay: {stay}", "penginapan anda: {stay}"),
    "noted_request": Text("your request: {stay}", "permintaan anda: {stay}"),
    "follow_up_open": Text(
        "Our {desk} team will follow up with you shortly.",
        "Pasukan {desk} kami akan menghubungi anda sebentar lagi.",
    ),
    "follow_up_closed": Text(
        "Our {desk} team is away now and will follow up {when}.",
        "Pasukan {desk} kami tiada sekarang dan akan menghubungi anda {when}.",
    ),
    "event_team": Text(
        "I'll pass this to the team that looks after events and groups.",
        "Saya akan sampaikan kepada pasukan yang menguruskan acara dan kumpulan.",
    ),
    "past_date": Text(
        "That date has already passed. Which dates did you have in mind?",
        "Tarikh itu sudah berlalu. Tarikh berapa yang anda maksudkan?",
    ),
    "departure_not_after_arrival": Text(
        "The check-out date should be after the check-in date. Which dates would you like?",
        "Tarikh daftar keluar mesti selepas tarikh daftar masuk. Tarikh berapa yang anda mahu?",
    ),
    "stay_too_long": Text(
        "For stays longer than {nights} nights our team needs to help. Shall I pass this on?",
        "Untuk penginapan lebih {nights} malam, pasukan kami perlu membantu. Boleh saya sampaikan?",
    ),
    "no_such_date": Text(
        "I can't find that date in the calendar. Which dates would you like?",
        "Tarikh itu tiada dalam kalendar. Tarikh berapa yang anda mahu?",
    ),
    "ambiguous_date": Text(
        "I've read that as {stay}; tell me if you meant otherwise.",
        "Saya faham itu sebagai {stay}; beritahu saya jika bukan.",
    ),
    "invalid_phone": Text(
        "That phone number doesn't look complete. Could you check it?",
        "Nombor telefon itu nampak tidak lengkap. Boleh semak semula?",
    ),
    "confirm_email": Text("Did you mean {address}?", "Adakah maksud anda {address}?"),
    "invalid_email": Text(
        "Could you check that e-mail address? It doesn't look right.",
        "Boleh semak alamat e-mel itu? Nampak ada kesilapan.",
    ),
    "no_rate": Text(
        "Let me have our team confirm the rate for those dates.",
        "Biar pasukan kami sahkan harga untuk tarikh itu.",
    ),
    "min_stay": Text(
        "For those dates the shortest stay is {nights} nights. Would that suit you?",
        "Untuk tarikh itu, penginapan paling singkat ialah {nights} malam. Sesuai untuk anda?",
    ),
    "too_many_guests": Text(
        "That's more guests than the room takes. Would {rooms} rooms suit you?",
        "Bilangan tetamu melebihi had bilik itu. Adakah {rooms} bilik sesuai untuk anda?",
    ),
}


def say(key: str, language: Language, hotel: Hotel, **values: object) -> str:
    """The phrase in the guest's language, the hotel's own wording first, with values filled in."""
    text = (hotel.replies.get(key) or PHRASES[key]).say(language)
    phone = readable(hotel.phone)
    return text.format(hotel=hotel.name, phone=phone, email=hotel.email, **values)


# said after the offer of our own languages, in the guest's
OFFERS: dict[str, str] = {
    "zh": "我可以用英文或马来文回答，也已经通知我们的同事。",
    "ta": "நான் ஆங்கிலம் அல்லது மலாய் மொழியில் பதிலளிக்க முடியும்; எங்கள் குழுவிடமும் தெரிவித்துள்ளேன்.",
}
