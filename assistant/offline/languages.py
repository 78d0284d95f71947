"""German, French and Spanish questions in the words that the rules read: the commonest ones, and no more.

What is not in the tables stays as it is, so that names and matters reach the search untouched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from synthesis.languages import language_of

_GERMAN = """
in gefahr = at risk; gefährdet = at risk; abwanderungsgefährdet = at risk; das risiko = at risk; warum = why;
weshalb = why; wieso = why; was hat sich geändert = what changed; was hat sich verändert = what changed;
geändert = changed; verändert = changed; was ist neu = what is new; wer hat = who; wer = who;
welche kunden = which customers; welche konten = which accounts; welche = which; welcher = which;
wie viele = how many; wie viel = how much; wieviel = how much; wie hoch ist = what is; wie hoch = how much;
was sagen = what do customers say about; was sagt = what does; was tun = what next;
was sollen wir = what should we do; nächste schritte = next steps; nächsten schritte = next steps;
als nächstes = next; als nächste = next; vergleiche = compare; vergleich = compare;
wichtigsten themen = top themes; größten themen = top themes; häufigsten themen = top themes; themen = themes;
thema = theme; beschwerden = complaints; beschwert sich = complains; beschweren sich = complain;
beklagt = complains; wünsche = requests; lob = praise; loben = praise; zufrieden = happy; glücklich = happy;
gesundheit = health; verlängern = renew; verlängert = renews; verlängerung = renewal;
vertragsverlängerung = renewal; umsatz = revenue; kunden = customers; kunde = customer; konten = accounts;
letzten monat = last month; letzter monat = last month; vormonat = last month; diesen monat = this month;
diesem monat = this month; letztes quartal = last quarter; letzten quartal = last quarter;
letztes jahr = last year; in den nächsten = in the next; tagen = days; tage = days; monaten = months;
seit = since; zwischen = between; januar = january; februar = february; märz = march; mai = may; juni = june;
juli = july; oktober = october; dezember = december; über = about; anmeldung = login; rechnung = invoice;
preiserhöhung = price increase; preis = price; kündigen = churn; gekündigt = left; abgewandert = left;
verloren = lost; ist = is; sind = are; und = and; für = for; mit = with; von = of; der = the; die = the;
das = the; den = the; dem = the; im = in; unsere = our; unser = our; sagen = say; erwähnt = mentions;
erwähnen = mention; haben wir = do we have; was = what; wann = when; wie geht es = health of; stumm = silent;
still = silent;
zahlt = pays; zahlen = pay; bezahlt = pays; pro jahr = a year; pro monat = a month; sagt = say about;
denkt = think; denken = think; wer ist = who is; erzähl mir von = tell me about; wie läuft es bei = health of;
vertrag = contract; läuft aus = expires; auslaufen = expire; letzte woche = last week; diese woche = this week;
heute = today; april = april; august = august; september = september; november = november; fällig = due;
maßnahmen = actions; langsam = slow; absturz = crash; stürzt ab = crashes; fehler = error; bericht = report;
berichte = reports; kalender = calendar; benachrichtigung = notification; benachrichtigungen = notifications;
suche = search; schnittstelle = api; zahlung = payment; rechnungen = invoices; passwort = password;
berechtigung = permission; berechtigungen = permissions; akku = battery; unterschrift = signature; karte = map;
foto = photo; fotos = photos; antwort = reply; wartezeit = wait; preise = prices; offline-modus = offline mode;
handy = mobile; funktion = feature; funktionen = features; segment = segment; risiko = risk; am meisten = most;
mehr = more; als = than; nicht = not; hat sich = has; unzufrieden = unhappy; verlassen = leave;
verlieren = lose; insgesamt = total; unterschied = difference; gegenüber = versus; ihre = their; ihr = their;
wir = we; uns = us; könnten = could; könnte = could; drohen = threaten; droht = threatens; abwandern = leave;
abzuwandern = leave; zu kündigen = churn; kündigungsgefährdet = at risk; gehen = leave; abspringen = leave;
springen ab = may leave; werden = will; wird = will; wollen = want to; will = wants to; bedroht = at risk;
verlassen uns = leave us; hat gekündigt = left; bald = soon; haben gekündigt = left; sind gegangen = left;
größten probleme = top problems; größte probleme = top problems; hauptprobleme = top problems;
größte problem = top problems; probleme = problems; problem = problem; klagen = complain; klagt = complains;
beklagen sich = complain; beschwert = complained; erinnerung = reminder; erinnerungen = reminders; termin = appointment;
termine = appointments; mehrwertsteuer = vat; drucker = printer; etiketten = labels; ergebnisse = results;
labor = lab; lieferung = delivery; vertrieb = sales; schulung = training; daten = data; nutzer = users;
einrichtung = setup; standort = location; standorte = locations; versprochen = promised; größte = biggest;
größten = biggest; kleinste = smallest; kleinsten = smallest
"""
_FRENCH = """
à risque = at risk; en danger = at risk; pourquoi = why; qu'est-ce qui a changé = what changed;
qu'est ce qui a changé = what changed; a changé = changed; quoi de neuf = what is new; qui a = who; qui = who;
quels clients = which customers; quels comptes = which accounts; quels = which; quelles = which;
quel est = what is; quelle est = what is; combien de = how many; combien = how much;
que disent = what do customers say about; que dit = what does; que faire = what next;
prochaines étapes = next steps; prochaine étape = next step; comparer = compare; comparez = compare;
compare = compare; principaux thèmes = top themes; thèmes principaux = top themes; thèmes = themes;
thème = theme; plaintes = complaints; se plaint = complains; se plaignent = complain; s'est plaint = complained;
demandes = requests; éloges = praise; satisfait = happy; content = happy; santé = health; renouvelle = renews;
renouvellement = renewal; renouvellements = renewals; chiffre d'affaires = revenue; revenu = revenue;
clients = customers; client = customer; comptes = accounts; compte = account; mois dernier = last month;
ce mois-ci = this month; trimestre dernier = last quarter; année dernière = last year;
prochains jours = next days; jours = days; depuis = since; entre = between; janvier = january;
février = february; mars = march; avril = april; mai = may; juin = june; juillet = july; août = august;
septembre = september; octobre = october; novembre = november; décembre = december; à propos de = about;
au sujet de = about; connexion = login; facture = invoice; hausse de prix = price increase; prix = price;
partir = leave; partis = left; est = is; sont = are; et = and; pour = for; avec = with; de = of; du = of;
des = of; le = the; la = the; les = the; notre = our; nos = our; que = what; quand = when; quel = what;
quelle = what; silencieux = silent;
paie = pays; paye = pays; paient = pay; par an = a year; par mois = a month; dit = say about; pense = think;
pensent = think; qui est = who is; parle-moi de = tell me about; parlez-moi de = tell me about;
comment va = health of; contrat = contract; expire = expires; semaine dernière = last week;
cette semaine = this week; aujourd'hui = today; lent = slow; lente = slow; erreur = error; erreurs = errors;
rapport = report; rapports = reports; calendrier = calendar; recherche = search; paiement = payment;
factures = invoices; mot de passe = password; autorisations = permissions; batterie = battery;
signature = signature; carte = map; photo = photo; photos = photos; réponse = reply; attente = wait;
fonctionnalité = feature; fonctionnalités = features; hors ligne = offline; au total = total;
différence = difference; plus = more; le plus = most; moins = less; mécontent = unhappy; quitté = left;
perdre = lose; quitter = leave; prochain = next; prochaine = next; nous = we; leur = their; leurs = their;
dans les = in the; au = in the; en = in; est-il = is; est-elle = is; sont-ils = are; un = a; une = a; dans = in;
risque = risk; a-t-il = has; avons-nous = do we have; devons-nous = should we; faire = do; ensuite = next;
bientôt = soon;
risquent de = might; risque de = might; risquent = might; vont = will; va = will; pourraient = could;
pourrait = could; peuvent = can; peut = can; menacent de = threaten to; menacés = at risk; menacé = at risk;
sur le point de = about to; susceptibles de = likely to; nous quitter = leave; partiront = will leave;
sont partis = left; est parti = left; ont quitté = left; ont résilié = left; résilier = cancel; s'en aller = leave;
veulent = want to; principaux problèmes = top problems; plus gros problèmes = top problems; problèmes = problems;
problème = problem; se plaignent de = complain about; se plaint de = complains about; rappel = reminder;
rappels = reminders; rendez-vous = appointments; tva = vat; imprimante = printer; étiquettes = labels;
résultats = results; laboratoire = lab; livraison = delivery; formation = training; données = data;
utilisateurs = users; site = site; promis = promised; plus gros = biggest; plus grand = biggest; plus petit = smallest;
tableau de bord = dashboard; parle de = talks about; parlent de = talk about
"""
_SPANISH = """
en riesgo = at risk; por qué = why; por que = why; qué ha cambiado = what changed; qué cambió = what changed;
que cambió = what changed; ha cambiado = changed; cambió = changed; qué hay de nuevo = what is new; quién = who;
quien = who; quiénes = who; qué clientes = which customers; qué cuentas = which accounts; cuáles son = what are;
cuál es = what is; cuántos = how many; cuántas = how many; cuánto = how much;
qué dicen = what do customers say about; qué dice = what does; qué hacer = what next;
qué debemos hacer = what should we do; próximos pasos = next steps; comparar = compare; compara = compare;
principales temas = top themes; temas principales = top themes; temas = themes; tema = theme;
quejas = complaints; se queja = complains; se quejan = complain; se quejó = complained; peticiones = requests;
solicitudes = requests; elogios = praise; contento = happy; satisfecho = happy; feliz = happy; salud = health;
renueva = renews; renuevan = renew; renovación = renewal; renovaciones = renewals; ingresos = revenue;
clientes = customers; cliente = customer; cuentas = accounts; cuenta = account; el mes pasado = last month;
mes pasado = last month; este mes = this month; trimestre pasado = last quarter; año pasado = last year;
próximos = next; días = days; desde = since; entre = between; enero = january; febrero = february;
marzo = march; abril = april; mayo = may; junio = june; julio = july; agosto = august; septiembre = september;
octubre = october; noviembre = november; diciembre = december; sobre = about; acerca de = about;
inicio de sesión = login; factura = invoice; subida de precio = price increase; precio = price; irse = leave;
se fue = left; es = is; está = is; están = are; son = are; y = and; para = for; con = with; de = of; del = of;
el = the; la = the; los = the; las = the; nuestro = our; nuestra = our; nuestros = our; qué = what;
cuándo = when; tenemos = do we have; silenciosas = silent;
paga = pays; pagan = pay; al año = a year; al mes = a month; dice = say about; piensa = think; piensan = think;
quién es = who is; háblame de = tell me about; cómo va = health of; cómo está = health of; contrato = contract;
vence = expires; semana pasada = last week; esta semana = this week; hoy = today; lento = slow; lenta = slow;
error = error; errores = errors; informe = report; informes = reports; calendario = calendar; búsqueda = search;
pago = payment; facturas = invoices; contraseña = password; permisos = permissions; batería = battery;
firma = signature; mapa = map; foto = photo; fotos = photos; respuesta = reply; espera = wait;
función = feature; funciones = features; sin conexión = offline; en total = total; diferencia = difference;
más = most; menos = less; descontento = unhappy; perder = lose; perdemos = losing; nosotros = us; su = their;
sus = their; en los = in the; en las = in the; en = in; un = a; una = a; riesgo = risk; hacemos = do;
debemos = should we; siguiente = next; trimestre = quarter; mes = month; año = year; hubo = were;
cuenta con = has; pronto = soon; podrían = could; podría = could; pueden = can; puede = can; van a = will; va a = will;
a punto de = about to; corren el riesgo de = might; corren riesgo de = might; marcharse = leave;
darse de baja = cancel; abandonarnos = leave; abandonar = leave; dejarnos = leave; se irán = will leave;
amenazan con = threaten to; amenazadas = at risk; se fueron = left; se han ido = left; quieren = want to;
principales problemas = top problems; mayores problemas = top problems; problemas = problems; problema = problem;
recordatorio = reminder; recordatorios = reminders; citas = appointments; iva = vat; impresora = printer;
etiquetas = labels; resultados = results; laboratorio = lab; entrega = delivery; formación = training; datos = data;
usuarios = users; prometido = promised; mayor cliente = biggest customer; habla de = talks about;
hablan de = talk about
"""


def _pairs(block: str) -> dict[str, str]:
    """Phrase and what it is in English, of a block of ``phrase = english;``."""
    pairs = (entry.split("=") for entry in block.split(";"))
    return {phrase.strip().casefold(): english.strip() for phrase, english in pairs}


_PHRASES = {"de": _pairs(_GERMAN), "fr": _pairs(_FRENCH), "es": _pairs(_SPANISH)}
_ALSO_ENGLISH = frozenset(
    word for phrases in _PHRASES.values() for english in phrases.values() for word in english.split()
)
_NAMES = {"de": "German", "fr": "French", "es": "Spanish"}
_TELLING = {
    code: frozenset(word for phrase in phrases for word in phrase.split() if len(word) > 3) - _ALSO_ENGLISH
    for code, phrases in _PHRASES.items()
}


def question_language(text: str) -> str:
    """``de``, ``fr`` or ``es`` where a question is in one of them; else ``en``, or ``xx`` for other letters."""
    found = language_of(text)
    if found == "xx":
        return found
    words = re.findall(r"[^\W\d_]+", text.casefold())
    english = sum(word in _ENGLISH for word in words)
    scores = {code: sum(word in held for word in words) for code, held in _TELLING.items()}
    best = max(scores, key=lambda code: (scores[code], code == found, code))
    if found in _PHRASES:
        return best if scores[best] > scores[found] else found
    return best if scores[best] > english and scores[best] > 0 else "en"


_ENGLISH_WORDS = (
    "the is are what why who which how do does did of for with and in to say our about when was were should"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())


def in_rules_words(text: str, language: str, names: Iterable[str] = ()) -> str:
    """``text`` with the words that the tables know in English, but for those of ``names``; ``text`` itself for other
    languages."""
    phrases = _PHRASES.get(language)
    if phrases is None:
        return text
    text = text.replace("’", "'").lstrip("¿¡ ")
    low = text.casefold()
    kept = "|".join(
        re.escape(name) for name in sorted(names, key=len, reverse=True) if name.casefold() in low
    )
    joined = "|".join(
        re.escape(phrase).replace("ss", "(?:ss|ß)") for phrase in sorted(phrases, key=len, reverse=True)
    )
    return re.sub(
        rf"(?<!\w)(?:{kept}{'|' if kept else ''}{joined})(?!\w)",
        lambda found: phrases.get(found[0].casefold(), found[0]),
        text,
        flags=re.IGNORECASE,
    )


def language_name(code: str) -> str:
    """The language's name in English; empty for one without tables."""
    return _NAMES.get(code, "")
