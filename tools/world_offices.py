"""Titles of office to canonical offices and sectors: what make_people.py and lint_world.py know of offices."""
import re

MINISTER = r"\b(minister|ministre|secretary|comptroller|state councill?or|head of the department|federal council)"
JUNIOR = re.compile(r"\b(deputy|vice|assistant|under|undersecretary|junior|parliamentary|minister of state|minister delegate|delegate|"
                    r"state secretary|associate|acting deputy|private secretary|shadow|supporting|in charge|attached|adviser|advisor|"
                    r"spokes\w+|special|economic secretary|financial secretary to|chief secretary|minister-delegate|state minister|"
                    r"secretary of state for europe|lieutenant|chief of staff|permanent)\b")
# Portfolio words in the order they decide; a ministry of two things is named after the first that matches.
PORTFOLIOS = [
    (r"foreign|external (affairs|relations)|exterior", "foreign minister"),
    (r"defen[cs]e|armed forces|war\b", "defence minister"),
    (r"interior|internal affairs|home affairs|home department|home secretary|internal security|public security|administration and security", "interior minister"),
    (r"homeland security", "homeland security minister"),
    (r"justice", "justice minister"),
    (r"finance|exchequer|treasury|treasurer", "finance minister"),
    (r"econom", "economy minister"),
    (r"health|healthcare", "health minister"),
    (r"oil\b|petroleum|hydrocarbons", "oil minister"),
    (r"energy|power\b|electricity", "energy minister"),
    (r"intelligence", "intelligence minister"),
    (r"security", "security minister"),
    (r"trade|commerce", "trade minister"),
    (r"agricultur|rural affairs|food", "agriculture minister"),
    (r"environment|ecolog|climate", "environment minister"),
    (r"education|instruction", "education minister"),
    (r"transport|railways|aviation", "transport minister"),
    (r"labou?r|employment|work and pensions", "labour minister"),
    (r"information|media", "information minister"),
    (r"culture", "culture minister"),
    (r"tourism", "tourism minister"),
    (r"immigration|migration", "immigration minister"),
    (r"science|technology", "science minister"),
    (r"communication|telecommunication|digital", "communications minister"),
    (r"industr", "industry minister"),
    (r"planning", "planning minister"),
    (r"water", "water minister"),
    (r"mines|mining|mineral", "mining minister"),
    (r"sport|youth", "sports minister"),
    (r"wom[ae]n|gender", "women's affairs minister"),
    (r"housing|urban", "housing minister"),
    (r"social|welfare|famil", "social affairs minister"),
    (r"european affairs|europe", "european affairs minister"),
    (r"parliament", "parliamentary affairs minister"),
    (r"religi", "religious affairs minister"),
    (r"local government|regional|territorial|decentrali", "local government minister"),
    (r"public works|infrastructure", "public works minister"),
]
PORTFOLIOS = [(re.compile(pattern), office) for pattern, office in PORTFOLIOS]

EXACT = {
    "president": "president", "president of the republic": "president", "state president": "president", "interim president": "president",
    "transitional president": "president", "acting president": "president", "federal president": "president",
    "president of the sovereignty council": "president", "chairman of the presidency": "president", "chairperson of the presidency": "president",
    "president of the swiss confederation": "president", "president of georgia": "president",
    "vice president": "vice president", "vice-president": "vice president", "first vice president": "vice president",
    "executive vice president": "vice president", "deputy president": "vice president",
    "prime minister": "prime minister", "premier": "prime minister", "chancellor": "prime minister", "federal chancellor": "prime minister",
    "taoiseach": "prime minister", "interim prime minister": "prime minister", "acting prime minister": "prime minister",
    "transitional prime minister": "prime minister", "minister-president": "prime minister", "minister of state (head of government)": "prime minister",
    "president of the government": "prime minister", "president of the council of ministers": "prime minister",
    "chairman of the council of ministers": "prime minister", "chairperson of the council of ministers": "prime minister",
    "chairman of the cabinet of ministers": "prime minister", "premier of the state council": "prime minister", "head of government": "prime minister",
    "president of the executive yuan": "prime minister", "chairman of the government": "prime minister",
    "sultan and prime minister": "sultan", "supreme leader": "supreme leader", "king": "king", "queen": "queen", "emperor": "emperor",
    "sultan": "sultan", "emir": "emir", "amir": "emir", "prince": "prince", "grand duke": "grand duke", "crown prince": "crown prince",
    "pope": "pope", "governor general": "governor general", "governor-general": "governor general", "chief executive": "chief executive",
    "chancellor of the exchequer": "finance minister", "taoiseach (prime minister)": "prime minister", "lord chancellor": "justice minister",
    "vice premier of the state council": "deputy prime minister", "vice premier of cabinet": "deputy prime minister", "chief of the cabinet of ministers": "cabinet chief",
    "director of national intelligence": "intelligence director", "director of public prosecutions": "prosecutor general",
    "prime minister (king)": "prime minister", "monarch": "king", "co-prince": "prince",
    "deputy prime minister": "deputy prime minister", "first deputy prime minister": "deputy prime minister", "vice premier": "deputy prime minister",
    "deputy premier": "deputy prime minister", "vice prime minister": "deputy prime minister",
    "national security advisor": "national security adviser", "national security adviser": "national security adviser",
    "attorney general": "attorney general", "attorney-general": "attorney general", "solicitor general": "solicitor general",
    "prosecutor general": "prosecutor general", "chief prosecutor": "prosecutor general", "procurator general": "prosecutor general",
    "chief justice": "chief justice", "chief justice of the supreme court": "chief justice", "president of the supreme court": "chief justice",
    "first lady": "first lady", "leader of the opposition": "opposition leader", "opposition leader": "opposition leader",
    "government spokesperson": "government spokesman", "presidential spokesperson": "presidential spokesman",
    "white house press secretary": "white house press secretary", "director of the cia": "cia director",
    "chairman of the joint chiefs of staff": "military chief", "chief cabinet secretary": "chief cabinet secretary",
    "president of the federal council": "senate president", "marshal of the sejm": "speaker", "marshal of the senate": "senate president",
    "head of the presidential administration": "presidential chief of staff",
}
TITLE_WORDS = set("""president vice interim transitional acting prime minister premier chancellor king queen emperor sultan emir amir
 crown prince pope governor general chief executive supreme leader of the state head government council chairman chairperson chairwoman
 presidency republic sovereignty transition and federal taoiseach grand duke monarch ayatollah his her majesty highness excellency
 captain regent captains co-prince co-princes first deputy executive presidential leadership transitional military junta commander
 national salvation general-secretary cabinet ministers islamic emirate self-proclaimed administrator lieutenant governor-general
 minister-president minister-mentor premier, sheikh shaykh lt. gen. maj. brig. col. capt. sir dame dr. prof. field marshal paramount o
 ruler princess archduke patriotic movement safeguard restoration de facto communist party secretary central committee""".split())
SINGLE = {"president", "vice president", "prime minister", "foreign minister", "defence minister", "king", "emperor", "sultan", "emir", "pope",
          "supreme leader", "interior minister", "finance minister", "justice minister", "speaker", "military chief", "national security adviser",
          "chief executive", "governor general", "crown prince", "attorney general", "central bank governor", "homeland security minister",
          "cia director", "fbi director", "secretary general", "mossad director", "kremlin spokesman", "health minister", "un ambassador",
          "opposition leader", "grand duke", "high representative", "commission president", "council president"}
# Offices of which a state has several at once.
PLURAL = {("president", "BIH"), ("president", "CHE"), ("president", "SMR"), ("vice president", "*")}
WEIGHT = {"president": 6, "prime minister": 6, "supreme leader": 6, "king": 6, "emperor": 6, "sultan": 6, "emir": 6, "pope": 6,
          "secretary general": 6, "crown prince": 5, "vice president": 5, "foreign minister": 5, "defence minister": 5, "chief executive": 5,
          "national security adviser": 5, "interior minister": 4, "finance minister": 4, "opposition leader": 4, "military chief": 4,
          "rebel leader": 5, "general secretary": 5, "party leader": 4, "commission president": 5, "council president": 5,
          "high representative": 5, "queen": 5, "grand duke": 5, "speaker": 3, "governor general": 3}


SECTORS = {"chief justice": "JUD", "prosecutor general": "JUD", "speaker": "LEG", "senate president": "LEG", "first lady": "ELI",
           "opposition leader": "OPP", "military chief": "MIL", "pope": "REL", "cia director": "SPY", "fbi director": "COP",
           "mossad director": "SPY", "rebel leader": "REB", "party leader": "PTY", "senate leader": "LEG", "house leader": "LEG"}
# Offices that are worth no row: news names those who hold them by their title, and the title says what they are.
NOT_KEPT = re.compile(r"^(ambassador$|(deputy|vice|assistant|associate|acting|lieutenant|private|parliamentary|junior|permanent|under|alternate|adjunct|additional)\b"
                      r"(?!.*\b(president|prime minister|premier|chairman of the joint|leader)\b)|undersecretary|minister[- ]delegate|ministerial|"
                      r"permanent representative|secretary of (state of|the (navy|army|air force|treasury board))|.*district executive committee|(economic|financial|exchequer) secretary|"
                      r"lord\b|whip|chief whip|.*\b(spokes\w+|director of communications|communications director|counsel|counselor|chief of staff to|private secretary|"
                      r"ombudsman|auditor|statistic\w*|bailiff|seneschal|chaplain|archivist|(special|senior) advis[eo]r|office of management|inspector for|"
                      r"cabinet of the|military cabinet|prime minister's cabinet|personnel administration|consumer|racing|volunteers|ecclesiastical|small business|"
                      r"principal|deputy (minister|secretary|governor|mayor|director|chief|head|chairman|chair|chairperson|speaker|administrator|commissioner))\b)")


def is_kept(office, country):
    """Ministers of all portfolios, governors, mayors, commanders: everybody whom news may name."""
    if country != "USA" and re.match(r"(justice|judge) of the supreme court|supreme court justice", office):
        return False
    return bool(office) and not NOT_KEPT.match(office)


OF_GOVERNMENT = {"prince", "deputy prime minister", "general secretary", "government spokesman", "presidential spokesman", "chief cabinet secretary",
                 "white house press secretary"}


def sector_of(office):
    """The sector of a canonical office; empty where it is none."""
    if office in SECTORS:
        return SECTORS[office]
    return "GOV" if office in SINGLE or office in WEIGHT or office in OF_GOVERNMENT or office.endswith((" minister", "ambassador")) else ""


def weight(office):
    """How prominent an office is, 0 to 6."""
    if office in WEIGHT:
        return WEIGHT[office]
    return 3 if office.endswith(" minister") else 2 if office and office != "ambassador" else 1 if office else 0


def single(office, country):
    """Does a state have one holder of this office at a time?"""
    return office in SINGLE and country != "" and (office, country) not in PLURAL and (office, "*") not in PLURAL


def split_title(text):
    """'Prime Minister Sifi GHRIEB' -> title, name."""
    words = text.split()
    at = 0
    while at < len(words) and words[at].lower().strip(",") in TITLE_WORDS and not (words[at].isupper() and len(words[at]) > 2):
        at += 1
    title = " ".join(words[:at])
    title = re.sub(r"\b(His|Her) (Majesty|Highness|Excellency)\b|\b(Lt\.|Gen\.|Maj\.|Brig\.|Col\.|Capt\.|Sir|Dame|Dr\.|Prof\.|Field Marshal|"
                   r"General|Sheikh|Shaykh|Ayatollah|Paramount O)(?=\s|$)", "", title)
    return " ".join(title.split()).strip(" ,"), " ".join(words[at:])


def tidy(title):
    title = title.lower().replace("&", "and").replace("min.", "minister").replace("ministry of", "minister of")
    title = re.sub(r"\bdept\.", "department", title)
    title = re.sub(r"\s*\((acting|interim|designate)\)", "", title)
    return " ".join(re.sub(r"[^a-z0-9áéíóúñçãõâêôàèäöüăîșțōū' ,()-]", " ", title).split())


def portfolio(title):
    for pattern, office in PORTFOLIOS:
        if pattern.search(title):
            return office
    return ""


def parliament(title):
    if re.search(r"\b(legislative assembly|nunavut|provinc|of [a-z ]*state\b|newfoundland|county|city|deputy|vice|parliamentary assembly|arab parliament|newsp)", title):
        return ""
    if re.search(r"\bdewan (negara|rakyat)\b|(president|chair\w*) of the (legislative council|[a-z]+ parliament)\b", title):
        return "senate president" if re.search(r"negara|council", title) else "speaker"
    if re.match(r"(lord )?speaker\b|marshal of the sejm", title):
        return "senate president" if re.search(r"senate|lords|upper|councill?ors", title) else "speaker"
    if re.match(r"(president|chair(man|person|woman)) of (the )?(senate|house of councill?ors|federation council|council of the (nation|federation)|national council|federal council)", title):
        return "senate president"
    if re.match(r"(president|chair(man|person|woman)) of (the )?(national assembly|chamber|parliament|congress|assembly|house|verkhovna rada|state duma|riigikogu|"
                r"national people's congress|grand national|legislative yuan|bundestag|storting|people's)", title):
        return "speaker"
    return ""


def military(title):
    if re.match(r"(chair\w*|chief) of the chiefs of staff|vice chair\w* of the joint chiefs|vice chief of (staff of the )?(army|air|naval)", title):
        return "military chief" if not title.startswith("vice") else title
    if re.search(r"\b(deputy|vice|assistant|white house|downing|prime minister|presiden|cabinet|police|premier|ministry|minister)", title):
        return ""
    if re.search(r"chief of (the )?(general staff|defen[cs]e|joint staff|armed forces)|chief of (the )?defen[cs]e (staff|force)|joint chiefs|head of the general staff|"
                 r"chairman of the general staff|chief of staff of the armed forces|chief of the armed forces|supreme commander|"
                 r"commander[- ]in[- ]chief of the armed|national defen[cs]e general staff|chief of the national defen[cs]e force", title):
        return "military chief"
    if re.search(r"\b(army|navy|naval|air force|air staff|commander|revolutionary guard|joint operations|military|troops|ground forces|national guard|fleet)\b", title) \
            and re.search(r"chief|commander|head|director", title):
        return title
    return ""


def other_sector(title):
    if re.search(r"\b(justice of|judge|supreme court|constitutional court|prosecutor|procurator|magistrate|chief justice|ombudsman for)", title):
        return "JUD"
    if re.search(r"\b(police|gendarmerie|sheriff|carabinieri|fbi|federal bureau)", title) and not re.search(r"\b(minister|secretary)\b", title):
        return "COP"
    if re.search(r"\b(intelligence|security service|cia\b|mossad|secret service)", title) and not re.search(r"minister", title):
        return "SPY"
    if re.search(r"\b(kuomintang|renamo|democratic progressive party|party)\b", title):
        return "PTY"
    if re.search(r"\b(senator|member of parliament|member of the (house|senate|national|bundestag|knesset)|leader of the (house|senate)|whip)\b", title):
        return "LEG"
    if title == "first lady":
        return "ELI"
    if re.search(r"\bopposition\b", title):
        return "OPP"
    return "GOV"


DROP = re.compile(r"^(lord of the treasury|lord privy|paymaster|chancellor of the duchy|comptroller of the household|treasurer of the household|vice-chamberlain|"
                  r"ambassador of|vice[- ]president of the|deputy speaker|member of the|lord in waiting|prefect of|intendant of|"
                  r"judge of the international|parliamentary|associate|minister for london|state secretary$|lord chamberlain|captain of)")


def classify(title, country):
    """(canonical office, sector); office empty: not worth a row."""
    title = tidy(title)
    if DROP.search(title):
        return "", "GOV"
    if title in EXACT:
        office = EXACT[title]
        return office, SECTORS.get(office, "GOV")
    if parliament(title):
        return parliament(title), "LEG"
    if military(title):
        return military(title), "MIL"
    if re.match(r"ambassador to|high commissioner", title):
        return "ambassador", "GOV"
    if re.match(r"(permanent representative|ambassador) to the (un\b|united nations)", title):
        return "un ambassador", "GOV"
    if re.search(r"(governor|president|chair\w*)[ ,]*(of )?(the )?([a-z]+ )?((central|national|reserve|federal|state) (bank|reserve)|bank of|monetary authority)|governor of the [a-z]+ bank", title):
        return "central bank governor", "GOV"
    if country in ("IND", "PAK", "BGD", "LKA", "NPL") and re.search(r"secretary\b", title):
        return title, "GOV"  # there the head of a ministry's civil service
    if re.search(MINISTER, title) and not JUNIOR.search(title):
        if country == "USA" and (title == "secretary of state" or not re.match(r"secretary of (defen|the treasury|homeland|commerce|health|energy|agri|labor|transp|educ|hous)", title)):
            return ("foreign minister" if title == "secretary of state" else title), "GOV"
        if not re.search(r"secretary[- ]general|general secretary|cabinet secretary|secretary to|secretary of the (army|navy|air)|party", title) and portfolio(title):
            return portfolio(title), "GOV"
    return title, other_sector(title)
