#!/usr/bin/env python3
"""Derives data/world/places.tsv from public facts.

usage: make_places.py FACTS > data/world/places.tsv

FACTS is the folder of fact files. Sources:
  g  GeoNames (https://www.geonames.org), CC BY 4.0: cities of more than 15,000 people, first-level divisions, countries.
     First-level divisions have no position there: theirs is the mean of their cities.
  c  countries-states-cities facts (places-by-country.tsv.gz), ODbL: smaller places, most of them without a population.
  k  general knowledge: seas, straits, regions and names that news uses; written down in this file.
Alternate names are kept where they spell the name otherwise, or where news uses them (counts over FACTS/../raw). Names that
are also common English words (FACTS/../treebanks) or names of people (position-holders) are marked "?": the reader of the
table wants evidence for them.
"""
import collections
import gzip
import json
import math
import os
import re
import sys
import unicodedata

SPECIAL = {"ł": "l", "ø": "o", "ß": "ss", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
LATIN = re.compile(r"^[^\W\d_a-z][A-Za-z\u00c0-\u024f\u1e00-\u1eff'\u2018\u2019\u02bb\u02bc. -]+$")
DIRECTIONS = set("north south east west central northern southern eastern western northeast northwest southeast southwest centre".split())
# Capitalised words of institutions that some town is called as well.
GENERIC = set("""republic kingdom state states union university college central court senate congress police parliament ministry
bank capital commission council court army navy assembly federation government house minister president party front board
committee department general international national social democratic liberal conservative labor labour green independence
liberty freedom victory progress unity justice corona covid ebola jewish islamic muslim christian arab kurdish catholic""".split())
AGENCIES = set("xinhua tass reuters anadolu interfax irna sana bernama yonhap kyodo".split())
CONTINENTS = set("asia africa europe america middleeast northamerica southamerica latinamerica oceania".split())
MONTHS = set("january february march april may june july august september october november december sunday monday".split())
# Marks of transliterations of other scripts; accents of languages that write in Latin letters are kept.
MARKED = re.compile("[\u0100\u0101\u012a\u012b\u014c\u014d\u016a\u016b\u0162\u0163\u1e00-\u1e99\u2018\u2019\u02bb\u02bc`]")
ARTICLES = ("al", "ar", "ad", "as", "ash", "at", "an", "az", "el", "ed", "es", "ez", "er")
ARAB = set("DZA BHR EGY IRQ JOR KWT LBN LBY MRT MAR OMN PSE QAT SAU SDN SYR TUN ARE YEM ESH".split())
# Places of these are rarely written in several spellings in English; only names that news uses are kept.
SETTLED = set("USA GBR DEU FRA ITA ESP CAN AUS NZL IRL NLD BEL AUT CHE SWE NOR DNK FIN PRT BRA MEX JPN POL CZE HUN".split())
# Of these the smaller places are too many for what they add.
WITHOUT_SMALL = SETTLED | set("CHN GRC BGR URY LCA JAM HRV FIN HND".split())
CITY_STATES = {"SGP", "HKG", "MAC", "GIB", "MCO"}

# name | other names | country or - | kind (REG region, WTR water, MNT mountains) | lat | lon
KNOWN = """
Gaza Strip|Gaza;Gaza Enclave|PSE|REG|31.43|34.38
West Bank|Occupied West Bank;Judea and Samaria|PSE|REG|31.95|35.25
East Jerusalem|Occupied East Jerusalem|PSE|REG|31.78|35.24
Golan Heights|Golan|SYR|REG|33.0|35.75
Sinai|Sinai Peninsula;North Sinai;South Sinai|EGY|REG|29.5|33.8
Crimea|Crimean Peninsula|UKR|REG|45.3|34.4
Donbas|Donbass|UKR|REG|48.3|38.3
Nagorno-Karabakh|Karabakh;Artsakh;Nagorny Karabakh|AZE|REG|39.82|46.77
South Ossetia||GEO|REG|42.35|44.0
Abkhazia||GEO|REG|43.0|41.0
Transnistria|Transdniestria;Trans-Dniester|MDA|REG|46.84|29.63
Chechnya|Chechen Republic|RUS|REG|43.4|45.7
Dagestan||RUS|REG|42.98|47.5
Ingushetia||RUS|REG|43.17|44.82
North Caucasus||RUS|REG|43.5|44.5
Siberia||RUS|REG|60.0|105.0
Kuril Islands|Kurils|RUS|REG|46.0|151.0
Kaliningrad Region|Kaliningrad Oblast|RUS|REG|54.71|21.2
Kashmir||-|REG|34.3|74.8
Jammu and Kashmir||IND|REG|33.7|75.3
Indian-administered Kashmir|Indian Kashmir;Indian-controlled Kashmir;Kashmir Valley|IND|REG|34.1|74.8
Pakistan-administered Kashmir|Azad Kashmir;Azad Jammu and Kashmir|PAK|REG|34.0|73.8
Line of Control||-|REG|34.5|74.5
Khyber Pakhtunkhwa|North-West Frontier Province|PAK|REG|34.5|72.0
North Waziristan||PAK|REG|33.0|69.9
South Waziristan||PAK|REG|32.3|69.7
Waziristan||PAK|REG|32.6|69.8
Balochistan|Baluchistan|PAK|REG|28.5|65.5
Swat Valley|Swat|PAK|REG|35.2|72.4
Khyber Pass||PAK|REG|34.1|71.1
Tora Bora||AFG|REG|34.12|70.21
Panjshir Valley|Panjshir|AFG|REG|35.4|69.8
Kurdistan||-|REG|36.5|44.0
Kurdistan Region|Iraqi Kurdistan;Kurdistan Region of Iraq|IRQ|REG|36.2|44.0
Sinjar Mountains|Mount Sinjar|IRQ|MNT|36.37|41.72
Nineveh Plains||IRQ|REG|36.5|43.2
Anbar|Al-Anbar|IRQ|REG|32.5|42.0
Rojava||SYR|REG|36.8|40.5
Ghouta|Eastern Ghouta;East Ghouta|SYR|REG|33.5|36.4
Bekaa Valley|Bekaa;Beqaa Valley|LBN|REG|33.85|36.0
Shebaa Farms||LBN|REG|33.3|35.7
Negev|Negev Desert|ISR|REG|30.8|34.8
Galilee||ISR|REG|32.8|35.4
Temple Mount|Haram al-Sharif|PSE|REG|31.778|35.236
Hadramawt|Hadhramaut|YEM|REG|16.0|49.5
Socotra||YEM|REG|12.5|53.9
Darfur|North Darfur;South Darfur;West Darfur;Central Darfur;East Darfur|SDN|REG|13.0|25.0
Kordofan|South Kordofan;North Kordofan;West Kordofan|SDN|REG|12.0|29.8
Blue Nile State|Blue Nile|SDN|REG|11.3|34.1
Abyei||SDN|REG|9.6|28.4
Tigray||ETH|REG|14.0|38.5
Oromia||ETH|REG|8.0|39.0
Ogaden||ETH|REG|7.0|44.0
Puntland||SOM|REG|8.4|48.5
Somaliland||SOM|REG|9.6|44.5
Jubaland||SOM|REG|0.5|42.0
Western Sahara||ESH|REG|24.5|-13.0
Cabo Delgado||MOZ|REG|-12.3|39.6
Kivu||COD|REG|-2.0|28.5
North Kivu||COD|REG|-0.8|29.0
South Kivu||COD|REG|-3.0|28.3
Ituri||COD|REG|1.6|29.5
Katanga||COD|REG|-9.0|26.5
Kasai||COD|REG|-5.5|21.5
Niger Delta||NGA|REG|5.0|6.0
Biafra||NGA|REG|5.8|7.5
Casamance||SEN|REG|12.8|-15.5
Azawad||MLI|REG|18.0|-1.0
Cyrenaica||LBY|REG|29.0|22.0
Fezzan||LBY|REG|26.0|14.0
Kabylia||DZA|REG|36.6|4.4
Rif||MAR|REG|35.0|-4.0
Zanzibar||TZA|REG|-6.1|39.3
Horn of Africa||-|REG|8.0|47.0
Sahel||-|REG|15.0|2.0
Sahara||-|REG|23.0|10.0
Lake Chad Basin||-|REG|13.0|14.2
Maghreb||-|REG|31.0|0.0
Balkans|Western Balkans|-|REG|43.0|20.5
Caucasus||-|REG|42.5|44.5
Baltics||-|REG|57.0|25.0
Scandinavia||-|REG|63.0|15.0
Catalonia||ESP|REG|41.8|1.5
Basque Country||ESP|REG|43.0|-2.6
Corsica||FRA|REG|42.15|9.1
Sicily||ITA|REG|37.6|14.0
Sardinia||ITA|REG|40.1|9.0
Lampedusa||ITA|REG|35.5|12.6
Lesbos||GRC|REG|39.2|26.3
Northern Cyprus|North Cyprus|CYP|REG|35.3|33.4
Northern Ireland||GBR|REG|54.6|-6.7
Scotland||GBR|REG|56.8|-4.2
Wales||GBR|REG|52.3|-3.7
England||GBR|REG|52.5|-1.5
Channel Islands||GBR|REG|49.4|-2.3
Falkland Islands|Falklands;Malvinas|FLK|REG|-51.8|-59.0
Svalbard||NOR|REG|78.6|16.0
Greenland||GRL|REG|72.0|-40.0
Republika Srpska||BIH|REG|44.7|17.2
Sandzak||SRB|REG|43.1|20.1
Vojvodina||SRB|REG|45.4|20.0
Xinjiang||CHN|REG|41.0|85.0
Tibet||CHN|REG|31.5|88.0
Inner Mongolia||CHN|REG|43.5|113.5
Manchuria||CHN|REG|45.0|125.0
Tiananmen Square|Tiananmen|CHN|REG|39.903|116.391
Taiwan Strait||-|WTR|24.5|119.5
Kinmen|Quemoy|TWN|REG|24.44|118.32
Senkaku Islands|Diaoyu Islands;Senkakus;Diaoyus|JPN|REG|25.75|123.47
Spratly Islands|Spratlys;Nansha Islands|-|REG|9.0|112.5
Paracel Islands|Paracels;Xisha Islands|-|REG|16.5|112.0
Scarborough Shoal||-|REG|15.15|117.76
Second Thomas Shoal|Ayungin Shoal|-|REG|9.75|115.87
Mischief Reef||-|REG|9.9|115.53
Okinawa||JPN|REG|26.5|128.0
Fukushima Daiichi||JPN|REG|37.42|141.03
Korean Peninsula||-|REG|38.0|127.0
Demilitarized Zone|Demilitarised Zone;DMZ|-|REG|38.0|127.0
Panmunjom||KOR|REG|37.956|126.677
Yeonpyeong||KOR|REG|37.67|125.7
Mindanao||PHL|REG|7.8|125.0
Sulu||PHL|REG|6.0|121.0
Luzon||PHL|REG|16.0|121.0
Palawan||PHL|REG|9.8|118.7
Bangsamoro||PHL|REG|7.2|124.2
Aceh||IDN|REG|4.2|96.9
Papua||IDN|REG|-4.0|138.0
West Papua||IDN|REG|-1.5|132.5
Sumatra||IDN|REG|-0.5|101.5
Java||IDN|REG|-7.5|110.0
Sulawesi||IDN|REG|-2.0|121.0
Kalimantan||IDN|REG|-1.0|114.0
Bali||IDN|REG|-8.4|115.1
Borneo||-|REG|1.0|114.0
Sabah||MYS|REG|5.5|117.0
Sarawak||MYS|REG|2.5|113.5
Rakhine|Rakhine State;Arakan|MMR|REG|19.8|93.9
Kachin|Kachin State|MMR|REG|25.9|97.5
Shan State||MMR|REG|21.5|98.0
Karen State|Kayin State|MMR|REG|17.5|97.7
Chin State||MMR|REG|22.0|93.5
Sagaing||MMR|REG|23.5|95.5
Chittagong Hill Tracts||BGD|REG|22.5|92.2
Jaffna Peninsula||LKA|REG|9.7|80.1
Ladakh||IND|REG|34.2|77.6
Aksai Chin||CHN|REG|35.2|79.5
Galwan Valley|Galwan|IND|REG|34.75|78.2
Doklam||BTN|REG|27.3|88.9
Siachen Glacier|Siachen|-|REG|35.4|77.1
Bougainville||PNG|REG|-6.2|155.3
Guadalcanal||SLB|REG|-9.6|160.2
New Caledonia||NCL|REG|-21.3|165.5
Guantanamo Bay|Guantanamo|CUB|REG|19.92|-75.13
Chiapas||MEX|REG|16.5|-92.5
Essequibo||GUY|REG|6.5|-59.5
Amazon||-|REG|-4.0|-63.0
Patagonia||ARG|REG|-44.0|-69.0
Darien Gap||PAN|REG|7.9|-77.0
Panama Canal||PAN|WTR|9.1|-79.7
Alaska||USA|REG|64.0|-152.0
New England||USA|REG|44.0|-71.5
Long Island||USA|REG|40.8|-73.3
Manhattan||USA|REG|40.78|-73.97
Brooklyn||USA|REG|40.65|-73.95
Capitol Hill||USA|REG|38.89|-77.0
Camp David||USA|REG|39.65|-77.46
Wall Street||USA|REG|40.706|-74.009
Silicon Valley||USA|REG|37.4|-122.0
Quebec||CAN|REG|52.0|-71.5
Red Sea||-|WTR|20.0|38.5
Black Sea||-|WTR|43.4|34.3
Sea of Azov|Azov Sea|-|WTR|46.0|36.5
Kerch Strait||-|WTR|45.3|36.6
Kerch Bridge|Crimean Bridge;Crimea Bridge|-|WTR|45.31|36.51
Snake Island|Zmiinyi Island|UKR|REG|45.255|30.204
Mediterranean Sea|Mediterranean;Eastern Mediterranean|-|WTR|35.0|18.0
Aegean Sea|Aegean|-|WTR|38.5|25.0
Adriatic Sea|Adriatic|-|WTR|43.0|15.0
Baltic Sea||-|WTR|58.0|20.0
North Sea||-|WTR|56.0|3.0
English Channel||-|WTR|50.2|-0.5
Bosphorus|Bosporus|TUR|WTR|41.12|29.08
Dardanelles||TUR|WTR|40.2|26.4
Suez Canal||EGY|WTR|30.6|32.3
Strait of Hormuz|Straits of Hormuz;Hormuz Strait;Hormuz|-|WTR|26.6|56.3
Persian Gulf|Arabian Gulf|-|WTR|27.0|51.0
Gulf of Oman|Sea of Oman|-|WTR|24.8|58.6
Gulf of Aden||-|WTR|12.0|48.0
Bab el-Mandeb|Bab al-Mandab;Bab el-Mandeb Strait;Bab al-Mandab Strait|-|WTR|12.6|43.3
Gulf of Aqaba||-|WTR|28.8|34.7
Gulf of Guinea||-|WTR|1.0|4.0
Arabian Sea||-|WTR|15.0|65.0
Arabian Peninsula||-|REG|22.0|47.0
Caspian Sea||-|WTR|41.5|50.5
Dead Sea||-|WTR|31.5|35.5
Sea of Galilee||ISR|WTR|32.8|35.6
Jordan Valley||PSE|REG|32.1|35.5
Lake Chad||-|WTR|13.1|14.4
Lake Victoria||-|WTR|-1.0|33.0
South China Sea||-|WTR|14.0|114.5
East China Sea||-|WTR|29.0|125.0
Yellow Sea|West Sea|-|WTR|36.0|123.0
Sea of Japan|East Sea|-|WTR|40.0|135.0
Strait of Malacca|Malacca Strait|-|WTR|4.0|100.0
Indian Ocean||-|WTR|-20.0|80.0
Pacific Ocean||-|WTR|0.0|-160.0
Atlantic Ocean||-|WTR|15.0|-35.0
Arctic Ocean||-|WTR|85.0|0.0
Arctic||-|REG|78.0|0.0
Antarctica||ATA|REG|-80.0|0.0
Bay of Bengal||-|WTR|15.0|88.0
Caribbean Sea||-|WTR|15.0|-75.0
Gulf of Mexico||-|WTR|25.0|-90.0
Bering Strait||-|WTR|65.8|-169.0
Barents Sea||-|WTR|75.0|40.0
Sulu Sea||-|WTR|8.0|120.0
Rio Grande||-|WTR|26.0|-98.0
Euphrates|Euphrates River|-|WTR|34.5|41.0
Tigris|Tigris River|-|WTR|34.0|44.0
Nile|River Nile;Nile River|-|WTR|22.0|31.0
Grand Ethiopian Renaissance Dam|Renaissance Dam|ETH|WTR|11.215|35.093
Dnieper|Dnipro River;Dnieper River|UKR|WTR|48.0|34.5
Kakhovka Dam|Nova Kakhovka Dam|UKR|WTR|46.777|33.37
Zaporizhzhia Nuclear Power Plant|Zaporizhzhia Power Plant|UKR|REG|47.51|34.585
Chernobyl|Chornobyl|UKR|REG|51.27|30.22
Chernobyl Nuclear Power Plant||UKR|REG|51.39|30.1
Litani River|Litani|LBN|WTR|33.35|35.4
Yalu River|Yalu|-|WTR|40.5|125.0
Tumen River||-|WTR|42.5|130.0
Mekong|Mekong River|-|WTR|15.0|105.0
Himalayas||-|MNT|28.5|84.0
Hindu Kush||-|MNT|35.5|70.5
Andes||-|MNT|-20.0|-68.0
Alps||-|MNT|46.0|10.0
Mount Everest|Everest|NPL|MNT|27.99|86.93
Qandil Mountains|Qandil|IRQ|MNT|36.55|45.0
Nuba Mountains||SDN|MNT|11.0|30.0
Natanz||IRN|REG|33.72|51.73
Fordow|Fordo|IRN|REG|34.88|50.99
Bushehr||IRN|REG|28.92|50.84
Dimona||ISR|REG|31.07|35.03
Yongbyon||PRK|REG|39.8|125.75
Punggye-ri||PRK|REG|41.28|129.09
Diego Garcia||IOT|REG|-7.3|72.4
Chagos Islands||IOT|REG|-6.3|71.9
Kherson Region||UKR|REG|46.7|33.5
Luhansk Region|Lugansk Region|UKR|REG|48.9|39.0
Donetsk Region||UKR|REG|48.0|37.8
Bakhmut|Artemivsk|UKR|PPL|48.595|38.0
Avdiivka|Avdeevka|UKR|PPL|48.139|37.743
Vuhledar|Ugledar|UKR|PPL|47.78|37.25
Debaltseve|Debaltsevo|UKR|PPL|48.337|38.401
Bucha||UKR|PPL|50.549|30.221
Douma||SYR|PPL|33.572|36.402
Kobani|Kobane;Ayn al-Arab|SYR|PPL|36.891|38.354
Palmyra|Tadmur;Tadmor|SYR|PPL|34.56|38.267
Khan Sheikhoun|Khan Sheikhun|SYR|PPL|35.443|36.652
Dabiq||SYR|PPL|36.537|37.269
Hmeimim|Khmeimim|SYR|PPL|35.411|35.945
Al-Tanf|Tanf|SYR|PPL|33.49|38.62
Deir Yassin||ISR|PPL|31.786|35.178
Jabalia|Jabaliya;Jabalya|PSE|PPL|31.53|34.483
Khan Younis|Khan Yunis;Khan Yunus|PSE|PPL|31.346|34.303
Rafah Crossing|Rafah Border Crossing|PSE|REG|31.248|34.259
Kerem Shalom||ISR|REG|31.228|34.284
Erez Crossing|Erez|ISR|REG|31.559|34.546
Sheikh Jarrah||PSE|PPL|31.793|35.231
Dahiyeh|Dahieh|LBN|PPL|33.85|35.51
Ain al-Hilweh|Ain el-Hilweh|LBN|PPL|33.543|35.38
Incirlik||TUR|PPL|37.002|35.426
Srebrenica||BIH|PPL|44.106|19.297
Dayton||USA|PPL|39.759|-84.192
Davos||CHE|PPL|46.802|9.836
Bretton Woods||USA|PPL|44.258|-71.441
Minsk Region||BLR|REG|53.9|27.6
Sharm el-Sheikh|Sharm el Sheikh|EGY|PPL|27.915|34.33
Aden||YEM|PPL|12.779|45.037
Hodeidah|Hudaydah;Hodeida|YEM|PPL|14.798|42.954
"""

# Places that news writes otherwise than GeoNames does, by GeoNames id: the first name is shown, the others are found too.
NEWS_NAMES = {
    703448: "Kyiv;Kiev", 698740: "Odesa;Odessa", 702550: "Lviv;Lvov", 702658: "Luhansk;Lugansk", 706483: "Kharkiv;Kharkov",
    700569: "Mykolaiv;Nikolaev;Nikolayev;Mykolayiv", 687700: "Zaporizhzhia;Zaporizhzhya;Zaporozhye", 705812: "Kropyvnytskyi;Kirovograd",
    709930: "Dnipro;Dnipropetrovsk;Dnepropetrovsk", 703845: "Kryvyi Rih;Krivoy Rog", 689558: "Vinnytsia;Vinnytsya",
    693468: "Sloviansk;Slavyansk", 691999: "Severodonetsk;Sievierodonetsk", 702972: "Lysychansk;Lisichansk",
    712451: "Bakhmut;Artemivsk", 702320: "Makiivka;Makeyevka", 707753: "Horlivka;Gorlovka", 
    170905: "Daraa;Deraa;Dara'a", 170592: "Douma;Duma", 170017: "Hama", 163345: "Tartus;Tartous", 172082: "Azaz;A'zaz",
    169304: "Jableh;Jablah", 172955: "Raqqa;Ar Raqqah;Al-Raqqa;Raqqah", 170794: "Deir ez-Zor;Deir Ezzor;Deir al-Zor;Deir el-Zour",
    173576: "Latakia;Lattakia", 174018: "Al-Bab", 173811: "Hasakah;Al-Hasakah;Hasaka;Hassakeh", 167357: "Manbij;Minbij;Membij",
    169389: "Idlib;Idleb", 172374: "Al-Thawrah;Tabqa;Tabaqa", 170892: "Darayya;Daraya", 164947: "Salamiyah;Salamiya", 172503: "Safira;Al-Safira",
    97990: "Baqubah;Baquba;Ba'qubah", 99532: "Basra;Basrah", 96994: "Duhok;Dohuk;Dahuk", 95446: "Erbil;Arbil;Irbil", 91597: "Samarra",
    100077: "Abu Ghraib;Abu Ghurayb", 99762: "Diwaniyah;Diwaniya", 99608: "Amarah;Amara", 99454: "Fallujah;Falluja", 99347: "Hillah;Hilla",
    99131: "Kut", 98463: "Sulaymaniyah;Sulaimaniya;Sulaimaniyah", 92138: "Al-Qaim;Qaim", 99100: "Mahmudiyah;Mahmoudiya", 98530: "Samawah;Samawa",
    89570: "Zakho", 97417: "Chamchamal", 2214846: "Misrata;Misratah", 87205: "Derna;Darnah", 88319: "Benghazi", 2210554: "Sirte;Surt",
    2208485: "Zliten", 2219905: "Khoms;Al Khums", 71137: "Sanaa;Sana'a", 70225: "Taiz;Taizz;Ta'izz", 79415: "Hodeidah;Hudaydah;Hodeida;Al-Hudaydah",
    78428: "Amran", 76184: "Dhamar", 1139715: "Jalalabad", 1136575: "Kholm", 1138336: "Kandahar;Qandahar", 1140026: "Herat",
    1298824: "Yangon;Rangoon", 6611854: "Naypyidaw;Nay Pyi Taw;Naypyitaw", 1566083: "Ho Chi Minh City;Saigon", 1275004: "Kolkata;Calcutta",
    1275339: "Mumbai;Bombay", 1264527: "Chennai;Madras", 1277333: "Bengaluru;Bangalore", 1816670: "Beijing;Peking",
    1809858: "Guangzhou;Canton", 5128581: "New York;New York City", 4140963: "Washington;Washington, D.C.;Washington DC",
    498817: "Saint Petersburg;St. Petersburg;Leningrad", 501175: "Rostov-on-Don;Rostov-na-Donu;Rostov", 1529102: "Urumqi",
    2747373: "The Hague;Hague;Den Haag", 2657896: "Zurich", 124665: "Mashhad;Meshed", 418863: "Isfahan;Esfahan",
    293397: "Tel Aviv;Tel Aviv-Jaffa;Tel Aviv-Yafo", 295530: "Beersheba;Be'er Sheva", 281133: "Gaza City", 1205733: "Chittagong;Chattogram",
    1526273: "Astana;Nur-Sultan", 2449067: "Timbuktu;Tombouctou", 104515: "Mecca;Makkah", 109223: "Medina;Madinah",
    520555: "Nizhny Novgorod", 400666: "Rhodes", 283506: "Jenin", 293768: "Ramla;Ramle", 293918: "Petah Tikva;Petah Tiqva",
    379062: "Gedaref;Al Qadarif;Gedarif", 379555: "El Fasher;Al-Fashir;El-Fasher", 627904: "Grodno;Hrodna", 625665: "Mogilev;Mahilyow",
}
ADMIN_NAMES = {
    "SYR.13": ["Damascus"], "SYR.08": ["Rif Dimashq", "Rural Damascus", "Damascus countryside"], "UKR.13": ["Kyiv Oblast", "Kyiv Region"],
    "UKR.25": ["Zakarpattia"], "UKR.26": ["Zaporizhzhia Oblast", "Zaporizhzhia Region"], "UKR.16": ["Mykolaiv Oblast"],
    "RUS.36": ["Krasnodar"], "USA.DC": ["Washington, D.C."],
}
# Abbreviations of the news agencies' style books for states of the United States: read only behind a place and a comma.
STATES = {"AL": "Ala", "AZ": "Ariz", "AR": "Ark", "CA": "Calif", "CO": "Colo", "CT": "Conn", "DE": "Del", "FL": "Fla",
          "GA": "Ga", "IL": "Ill", "IN": "Ind", "KS": "Kan", "KY": "Ky", "LA": "La", "ME": "Me", "MD": "Md", "MA": "Mass",
          "MI": "Mich", "MN": "Minn", "MS": "Miss", "MO": "Mo", "MT": "Mont", "NE": "Neb", "NV": "Nev", "NH": "NH",
          "NJ": "NJ", "NM": "NM", "NY": "NY", "NC": "NC", "ND": "ND", "OK": "Okla", "OR": "Ore", "PA": "Pa", "RI": "RI",
          "SC": "SC", "SD": "SD", "TN": "Tenn", "TX": "Tex", "VT": "Vt", "VA": "Va", "WA": "Wash", "WV": "WVa",
          "WI": "Wis", "WY": "Wyo", "DC": "DC"}
COUNTRY_NAMES = {
    "USA": ["US", "USA", "United States", "America", "American", "Americans"], "GBR": ["UK", "Britain", "Great Britain", "British"],
    "RUS": ["Russian Federation"], "PRK": ["North Korea", "North Korean", "DPRK"], "KOR": ["South Korea", "South Korean"],
    "COD": ["DR Congo", "DRC", "Democratic Republic of Congo", "Congo-Kinshasa"], "COG": ["Congo-Brazzaville"],
    "MMR": ["Burma", "Burmese"], "PSE": ["Palestine", "Palestinian", "Palestinians"], "CZE": ["Czech Republic"],
    "CIV": ["Ivory Coast"], "ARE": ["UAE", "Emirates", "Emirati"], "TUR": ["Turkey", "Turkiye"], "MKD": ["Macedonia"],
    "SWZ": ["Swaziland"], "TLS": ["East Timor"], "CPV": ["Cape Verde"], "TWN": ["Taiwanese"], "NLD": ["Holland"],
    "BIH": ["Bosnia", "Bosnian"], "SAU": ["Saudi", "Saudis"], "VAT": ["Vatican"], "XKX": ["Kosovo", "Kosovar"],
    "SYR": ["Syrian Arab Republic"], "ISR": ["Israelis"], "IRN": ["Iranians"], "AFG": ["Afghan", "Afghans"],
}
AREA_WORDS = (r"(?:Oblast'?|Province|Region|Regione|Republic|Governorate|Muhafazat|State|County|District|Department|Departamento(?: de)?"
              r"|Prefecture|Kray|Krai|Territory|Voivodeship|Autonomous Oblast|Autonomous Region|Autonomous Okrug|Parish|Canton|Division|Municipality)")


def fold(name):
    name = unicodedata.normalize("NFKD", name.lower())
    name = "".join(SPECIAL.get(c, c) for c in name if not unicodedata.combining(c))
    return "".join(c for c in name if c.isalnum())


def sound(key):
    """What is left of a name when romanisations are made alike: two spellings of one name mostly agree in it."""
    for a, b in (("sch", "s"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("gh", "g"), ("zh", "z"), ("dh", "d"), ("th", "t"), ("ph", "f"),
                 ("ts", "s"), ("tz", "s"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "k"), ("w", "v"), ("b", "v"), ("j", "z"), ("h", "")):
        key = key.replace(a, b)
    key = re.sub(r"[aeiouy]", "", key)
    return re.sub(r"(.)\1+", r"\1", key)


def bare(key):
    for a in sorted(ARTICLES, key=len, reverse=True):
        if key.startswith(a) and len(key) - len(a) >= 4:
            return key[len(a):]
    return key


def alike(a, b):
    for x in (a, bare(a)):
        for y in (b, bare(b)):
            if sound(x) == sound(y) and len(sound(x)) >= 2 and abs(len(x) - len(y)) <= 3 and x[0] in (y[0], *twins(y[0])):
                return True
    return False


def twins(c):
    return {"k": "cqx", "c": "kqs", "q": "kcg", "g": "jq", "j": "gydz", "y": "ji", "w": "vo", "v": "w", "u": "ow", "o": "u", "e": "iay",
            "i": "ey", "a": "eu", "h": "kj", "s": "cz", "z": "sj", "t": "d", "d": "t", "b": "p", "p": "b", "f": "p"}.get(c, "")


def lower_words(path):
    """Words that English writes in lower case, from trees."""
    counts = collections.Counter()
    with open(path, encoding="utf-8") as f:
        for line in f:
            c = line.split("\t")
            if len(c) == 10 and c[1].islower() and c[3] != "PROPN":
                counts[fold(c[1])] += 1
    return {w for w, n in counts.items() if n >= 2 and w}


def read_news(folder):
    """How often news writes a name of one to four capitalised words behind a lower-case one; words it writes in lower case."""
    names, lower = collections.Counter(), collections.Counter()
    run = re.compile(r"(?<=[a-z,] )((?:[A-Z\u00c0-\u00de][\w'\u2019.-]*(?: (?:al|de|el|of|the|on|la) | )?){1,4})")
    small = re.compile(r"(?<= )[a-z]{3,}(?=[ ,.])")
    for name in sorted(os.listdir(folder)):
        if name == "reuters21578.txt.gz" or not name.endswith(".gz"):
            continue  # commodity news of 1987 in capitals
        with gzip.open(os.path.join(folder, name), "rt", encoding="utf-8", errors="replace") as f:
            for line in f:
                lower.update(small.findall(line))
                for m in run.finditer(line):
                    words = re.sub(r"['\u2019]s\b", "", m.group(1)).split()
                    for n in range(1, len(words) + 1):
                        names[fold(" ".join(words[:n]))] += 1
    return names, {w for w, n in lower.items() if n >= 5 and n > names[w] / 4}


def people_names(path):
    names = collections.Counter()
    with open(path, encoding="utf-8") as f:
        for line in f:
            for w in re.findall(r"[A-Z][a-z]{2,}", line.split("\t")[2]):
                names[fold(w)] += 1
    return {n for n, k in names.items() if k >= 3}


class Row:
    def __init__(self, name, country, admin1, feature, population, lat, lon, geonames, source):
        self.name, self.country, self.admin1, self.feature = name, country, admin1, feature
        self.population, self.lat, self.lon, self.geonames, self.source = population, lat, lon, geonames, source
        self.keys = []

    def line(self, weak, never):
        main = fold(self.name)
        keys = []
        if main in never and self.feature != "CTRY":
            keys.append("-")
        elif (main in weak or len(main) <= 3) and self.feature not in ("REG", "WTR", "MNT", "CTRY"):
            keys.append("?")
        if not self.name.isascii() and keys != ["-"]:
            keys = [keys[0] + main] if keys else [main]
        keys += [k for k in dict.fromkeys(self.keys) if k not in (main, "?" + main)]
        return "\t".join([self.name, "|".join(keys), self.country, self.admin1, self.feature, str(self.population or ""),
                          "%.2f" % self.lat, "%.2f" % self.lon, str(self.geonames or ""), self.source])


def read_countries(facts):
    alpha3, rows = {}, []
    extra = {}
    for c in json.load(open(os.path.join(facts, "mledoze-countries.json"), encoding="utf-8")):
        demonym = c.get("demonyms", {}).get("eng", {})
        extra[c["cca3"]] = [c["name"]["common"]] + [demonym.get("m", "")]
    with open(os.path.join(facts, "geonames-countries.txt"), encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            if line.startswith("#") or len(c) < 17 or not c[7].isdigit():
                continue
            alpha3[c[0]] = c[1]
            if c[1] in CITY_STATES or c[0] in ("AN", "CS"):
                continue
            row = Row(c[4], c[1], "", "CTRY", int(c[7]), 0, 0, c[16], "g")
            names = [n for n in extra.get(c[1], []) + COUNTRY_NAMES.get(c[1], []) if n]
            row.keys = sorted({fold(n) for n in names})
            rows.append(row)
    return alpha3, rows


def heads(name):
    """What a name of several words may be cut to: "Matias Romero Avendano", "Matias Romero"."""
    parts = name.split()
    return [" ".join(parts[:n]) for n in range(1, len(parts))]


def alternates(row, names, news, weak, people):
    """The alternate names to keep, see above."""
    main, kept = fold(row.name), set()
    if row.country in ARAB and bare(main) != main and len(bare(main)) >= 5 and re.match(r"(?i)[ae][a-z]{1,2}[ -]", row.name):
        kept.add(bare(main))
    for name in names:
        key = fold(name)
        if key == main or len(key) < 4 or not key.isascii() or not LATIN.match(name) or name.isupper() or len(name.split()) > 4:
            continue
        if key in weak or (key in people and row.population < 1000000):
            continue
        same = alike(key, main)
        if main.startswith(key) and len(key) >= 6 and len(key) < len(main) and key in {fold(w) for w in heads(row.name)}:
            kept.add(key)
        elif same and (row.country not in SETTLED or news[key] >= 2 and row.population >= 200000):
            kept.add(key)
        elif news[key] >= 8 and len(key) >= 5 and row.population >= 200000 and row.feature.startswith("PPL"):
            kept.add(key)
    return sorted(kept)


def shown_name(row, ascii_name, given):
    """The name to print: as news writes it, and without a transliteration's marks."""
    if given:
        return given[0]
    return re.sub(r"['`]", "", ascii_name) if MARKED.search(row.name) and row.country != "LVA" else row.name


def read_cities(facts, alpha3, news, weak, people):
    rows = []
    with open(os.path.join(facts, "geonames-cities15000.txt"), encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            if c[7] in ("PPLH", "PPLQ", "PPLW"):
                continue  # given up or destroyed
            row = Row(c[1], alpha3[c[8]], c[10], c[7] if c[7] in ("PPLC", "PPLA", "PPLX") else "PPL", int(c[14] or 0), float(c[4]),
                      float(c[5]), int(c[0]), "g")
            given = [n for n in NEWS_NAMES.get(row.geonames, "").split(";") if n]
            row.keys = [fold(n) for n in given] + ([] if row.geonames == 281133 else [fold(row.name)])  # "Gaza" is the Strip
            row.name = shown_name(row, c[2], given)
            if c[2] != c[1] and fold(c[2]) != fold(c[1]):
                row.keys.append(fold(c[2]))
            if c[1].startswith(("Saint ", "Sankt ")):
                row.keys.append("st" + fold(c[1].split(" ", 1)[1]))
            row.keys += alternates(row, c[3].split(","), news, weak, people)
            rows.append(row)
    return rows


def read_admin1(facts, alpha3, cities):
    members = collections.defaultdict(list)
    for c in cities:
        members[c.country + "." + c.admin1].append(c)
    rows = []
    with open(os.path.join(facts, "geonames-admin1.txt"), encoding="utf-8") as f:
        for line in f:
            code, name, ascii_name, number = line.rstrip("\n").split("\t")
            country = alpha3.get(code[:2])
            code = "%s.%s" % (country, code[3:])
            inside = members.get(code, [])
            if not country or not inside:
                continue
            row = Row(ascii_name if MARKED.search(name) and country != "LVA" else name, country, code.split(".")[1], "ADM1", sum(c.population for c in inside),
                      sum(c.lat for c in inside) / len(inside), sum(c.lon for c in inside) / len(inside), int(number), "g")
            row.keys = [fold(n) for n in ADMIN_NAMES.get(code, [])]
            short = re.sub(r"^(?:Republic of |%s (?:of |de )?)|[ -]%s$" % (AREA_WORDS, AREA_WORDS), "", name)
            if short != name and fold(short) not in DIRECTIONS:
                row.keys.append(fold(short))
            if fold(ascii_name) != fold(name):
                row.keys.append(fold(ascii_name))
            if country == "USA" and row.admin1 in STATES:
                row.keys += ["?" + k for k in sorted({row.admin1.lower(), fold(STATES[row.admin1])})]
            rows.append(row)
    return rows


def far(a, b):
    return math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat)))


def read_small(facts, alpha3, cities, weak):
    by_country = collections.defaultdict(list)
    for c in cities:
        by_country[c.country].append(c)
    rows, seen = [], set()
    with gzip.open(os.path.join(facts, "places-by-country.tsv.gz"), "rt", encoding="utf-8") as f:
        for line in f:
            c = line.rstrip("\n").split("\t")
            country = alpha3.get(c[0])
            if not country or country in WITHOUT_SMALL or c[4] not in ("city", "settlement", "town", "village", "capital", "municipality"):
                continue
            if not LATIN.match(c[2]) or len(fold(c[2])) < 4 or re.search(AREA_WORDS, c[2]):
                continue
            population = int(c[10]) if c[10].isdigit() else 0
            row = Row(c[2], country, "", "PPL", population, float(c[7]), float(c[8]), 0, "c")
            key = fold(row.name)
            near = [x for x in by_country[country] if abs(x.lat - row.lat) < 1.5]
            same = [x for x in near if far(x, row) < 0.35 and (key == fold(x.name) or key in x.keys or alike(key, fold(x.name)))]
            if same:
                if key.isascii() and key not in weak:
                    same[0].keys.append(key)
                continue
            if (country, key) in seen:
                continue
            seen.add((country, key))
            if near:
                row.admin1 = min(near, key=lambda x: (far(x, row), x.geonames)).admin1
            rows.append(row)
    return rows


def read_known():
    rows = []
    for line in KNOWN.strip().split("\n"):
        name, others, country, feature, lat, lon = line.split("|")
        row = Row(name, "" if country == "-" else country, "", feature, 0, float(lat), float(lon), 0, "k")
        row.keys = [fold(n) for n in others.split(";") if n]
        rows.append(row)
    return rows


def merge_known(known, rows):
    """A region that GeoNames has as well takes its number and division; a town that it has stays out."""
    out = []
    index = collections.defaultdict(list)
    for r in rows:
        for k in [fold(r.name)] + r.keys:
            index[(r.country, k)].append(r)
    for k in known:
        same = [r for key in [fold(k.name)] + k.keys for r in index[(k.country, key)]
                if far(r, k) < (0.6 if k.feature == "PPL" else 5) and (k.feature != "PPL" or r.feature != "ADM1")]
        if k.feature == "PPL" and same:
            town = max(same, key=lambda r: (r.population, -r.geonames))
            town.keys += [key for key in [fold(town.name), fold(k.name)] + k.keys]
            town.name = k.name
            continue
        area = [r for r in same if r.feature == "ADM1" and fold(k.name) in [fold(r.name)] + r.keys]
        if area:
            k.admin1, k.geonames, k.population = area[0].admin1, area[0].geonames, area[0].population
        out.append(k)
    return out


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.strip())
    facts = sys.argv[1]
    beside = os.path.join(facts, "..")
    words = lower_words(os.path.join(beside, "treebanks", "en_ewt-ud-train.conllu"))
    people = people_names(os.path.join(facts, "position-holders-2022.tsv"))
    news, in_news = read_news(os.path.join(beside, "raw"))
    words |= in_news
    alpha3, countries = read_countries(facts)
    never = {k for r in countries for k in [fold(r.name)] + r.keys}
    names = set(never)
    never |= MONTHS | DIRECTIONS | CONTINENTS | AGENCIES | GENERIC
    cities = read_cities(facts, alpha3, news, words, people)
    areas = read_admin1(facts, alpha3, cities)
    small = read_small(facts, alpha3, cities, words | people)
    known = merge_known(read_known(), cities + areas + small)
    weak = words | people
    print("# Places. Sources: g GeoNames (geonames.org), CC BY 4.0; c countries-states-cities facts, ODbL; k general knowledge.")
    print("# Made by tools/make_places.py. keys: other folded names; \"?\": wants evidence; \"-\": the name itself is no key.")
    print("# Rows of feature CTRY are context only: the countries themselves are in countries.tsv.")
    print("name\tkeys\tcountry\tadmin1\tfeature\tpopulation\tlat\tlon\tgeonames\tsource")
    # What can contain a place comes first, and the well known before the others: the reader counts on both.
    for group in (countries, areas, known, cities + small):
        for r in sorted(group, key=lambda r: (-r.population, r.country, r.admin1, fold(r.name), r.geonames, r.lat, r.lon)):
            strong = r.population >= 1000000 if r.feature != "ADM1" else fold(r.name) not in people or r.population >= 3000000
            strong = strong or r.feature == "PPLC"
            # A division that shares its name with a country (Georgia, Mexico) may be meant, with evidence.
            if r.feature == "ADM1" and fold(r.name) in names:
                print(r.line({fold(r.name)}, set()))
            else:
                r.keys = [k for k in r.keys if k not in never or r.feature == "CTRY"]
                print(r.line(words if strong else weak, never))


main()
