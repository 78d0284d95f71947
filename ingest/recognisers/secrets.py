"""Keys and tokens: by a vendor's prefix, by their place in a header or link, or by looking random."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.recognisers.finds import MASK, Find, before
from ingest.recognisers.scan import Scan
from ingest.words import word_set

_BLOCK = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
    r".*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)
_VENDOR = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    r"(?:sk|pk|rk|tf|whsec|api|key|tok|live|test|ak|pat|shp(?:at|ss|ca|pa|tka))[-_](?:live|test|prod|ant|proj|"
    r"sandbox|"
    r"svcacct|admin|or)[-_][A-Za-z0-9_-]{8,}"
    r"|(?:sk|rk|ak|key|whsec|pat|tok|secret|ntn|re|pk|rnd|sess|cus_secret|"
    r"tskey)[-_](?=[A-Za-z0-9_-]{0,200}\d)[A-Za-z0-9_-]{16,}"
    r"|(?:AKIA|ASIA|AGPA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{12,}"
    r"|gh[opsru]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|imt)-[\w.-]{16,}|"
    r"xox[abeoprs]-[\w-]{8,}"
    r"|xapp-[\w-]{10,}|AIza[\w-]{20,}|ya29\.[\w-]{10,}|1//0[\w-]{20,}|GOCSPX-[\w-]{10,}|SG\.[\w-]{10,}\.[\w-]{10,}"
    r"|hf_[A-Za-z0-9]{16,}|npm_[A-Za-z0-9]{16,}|do[opr]_v1_[a-f0-9]{16,}|pypi-[\w-]{16,}|EAA[A-Za-z0-9]{20,}"
    r"|sq0\w{3}-[\w-]{16,}|(?:AC|SK|AP|MG)[a-f0-9]{32}|shp(?:at|ss|ca|pa|tka)_\w{16,}|dckr_pat_[\w-]{16,}|"
    r"ATATT3[\w=+/-]{16,}"
    r"|ATCTT3[\w=+/-]{16,}|lin_(?:api|oauth)_\w{16,}|fig[dou]_[\w-]{16,}|PMAK-[\w-]{16,}|NRAK-[A-Z0-9]{16,}|"
    r"NRII-[\w-]{16,}"
    r"|sntry[su]_[\w=+/-]{16,}|gl(?:sa|c)_[\w=-]{16,}|hv[sbr]\.[\w-]{16,}|s\.[A-Za-z0-9]{24}\b|"
    r"\w{14}\.atlasv1\.[\w-]{20,}|dp\.(?:pt|st|ct|sa)\.\w{16,}"
    r"|pscale_(?:tkn|pw|oauth)_[\w.=-]{16,}|sb[pr]_[a-f0-9]{20,}|pat[A-Za-z0-9]{14}\.[a-f0-9]{20,}|"
    r"rubygems_[a-f0-9]{20,}|nfp_\w{20,}"
    r"|oy2[a-z0-9]{43}|CLOJARS_[a-f0-9]{30,}|cio[A-Za-z0-9]{32}|dapi[a-f0-9]{32}|phc_\w{20,}|phx_\w{20,}|"
    r"gsk_\w{20,}|r8_\w{20,}|xai-\w{20,}|pplx-\w{20,}"
    r"|AGE-SECRET-KEY-1[A-Z0-9]{20,}|LTAI[A-Za-z0-9]{12,}|EZ[AT]K[A-Za-z0-9]{20,}|xkeysib-[a-f0-9-]{20,}|"
    r"ls-[a-f0-9-]{20,}|pk\.eyJ[\w.-]{10,}"
    r"|[a-f0-9]{32}-us\d{1,2}\b|key-[a-f0-9]{24,}|ops_eyJ[\w-]{10,}|tfp_\w{20,}|amzn\.mws\.[\w-]{20,}|"
    r"FLWSECK[_-]\w[\w-]{8,}|PAT-[\w-]{20,}"
    r"|\d{8,10}:AA[\w-]{30,}|[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{27,}|v[12]\.local\.[\w-]{16,}|whsec_\w{8,}"
    r"|[A-Za-z]{2,8}_(?:live|test|prod|dev|sandbox)_[A-Za-z0-9]{8,}"
    r"|(?:tvly|nvapi|csk|pul|CFPAT|pcsk|sk-or-v1|xsmtpsib|hcp|fc|pa|jina|e2b|fw|rpa|aio|rdme|pnu|sgp|ddp|ddapi|lsv2|"
    r"sqp|squ|sqa|vcp|vci|vca|vck|bkua|bkpt|CCIPAT|CCIPRJ|HRKU|FLWPUBK|NRJS|wandb|esecret|dckr_oat|duffel|shippo|"
    r"sb_secret|sb_publishable|cal|whk|hook|svix|trigger|tr|ATBB|waka|nf|ghs|fo1|fm1r|fm2|apify_api|apikey|"
    r"figoh|gitea|tok|token|zpka|luma|mlsn|inngest|signkey|sntrys|snyk|tfe|cr|oauth|secret|auth|bot|app|usr|client)"
    r"[-_.](?=[\w-]{0,80}\d)(?=[\w-]{0,80}[A-Za-z])(?:\w{2,6}[-_])?[A-Za-z0-9]{18,}[\w-]*"
    r"|sl\.(?:u\.)?[\w-]{20,}|AQVN[\w-]{30,}|AKCp[A-Za-z0-9]{20,}|ABSK[A-Za-z0-9+/=]{30,}|ATBB[A-Za-z0-9]{20,}|"
    r"(?:sdk|mob|api)-[a-f0-9]{8}-(?:[a-f0-9]{4}-){3}[a-f0-9]{12}|HRKU-[\w-]{20,}|EAAA[\w-]{40,}|"
    r"access_token\$(?:production|sandbox)\$\w{10,}\$\w{20,}|apify_api_\w{20,}|FlyV1 [\w=+/,.-]{20,}|"
    r"mlsn\.\w{20,}|0/[a-f0-9]{32}|1/\d{12,}[:/][a-f0-9]{32}"
    r"|eyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*){0,3}"
    r")"
)
_HOOK = re.compile(
    r"\b(?:hooks\.slack\.com/(?:services|workflows|triggers)|discord(?:app)?\.com/api/webhooks|"
    r"[\w.-]{1,60}\.webhook\.office\.com/\w+|"
    r"outlook\.office(?:365)?\.com/webhook|webhook\.site|smee\.io|events\.pagerduty\.com/integration|"
    r"hook(?:s)?\.[\w.-]{2,40}/(?:hooks?|workflows|webhooks?|services|triggers)|hook\.integromat\.com|"
    r"connect\.pabbly\.com/workflow/sendwebhookdata|open\.(?:feishu\.cn|larksuite\.com)/open-apis/bot/v2/hook|"
    r"[\w.-]{3,60}/hooks(?=/[A-Za-z0-9]{20,})|"
    r"hooks\.zapier\.com/hooks/catch|api\.telegram\.org/bot|maker\.ifttt\.com/trigger/\w{1,40}/with/key|"
    r"hook\.\w+\.make\.com)"
    r"/?([^\s\"'<>?]{8,300})",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z0-9_][\w.=+/:-]{12,}")
_JOINTS = 64
_SCHEMES = word_set("bearer basic digest")
_COMMANDS = word_set("mysql mysqldump mysqladmin sshpass redis pgpassword")
_HOOK_WORDS = word_set(
    "hooks webhooks webhook telegram ifttt hook integromat smee pagerduty pabbly sendwebhookdata"
)
_HEADERS = (
    "authorization",
    "x-",
    "private-token",
    "api-token",
    "set-cookie",
    "cookie",
    "apikey",
)
WORDS = _SCHEMES | _HOOK_WORDS | _COMMANDS | word_set("u user curl password token")
_BEARER = re.compile(r"\b(?:bearer|basic|digest)\s{1,3}([A-Za-z0-9._~+/-]{8,}=*)", re.IGNORECASE)
_HEADER = re.compile(
    r"\b(?:authorization|x-[\w-]{0,30}(?:key|token|auth|secret|signature)|private-token|api-token|set-cookie|"
    r"cookie|apikey)\"?\s?:\s?\"?"
    r"(?:(?:token|key|apikey|bearer|basic|sso-key|aws4-hmac-sha256)\s{1,2})?([^\s\"'<>;]{4,500}(?:; "
    r"?[\w.-]{1,40}=[^\s\"';]{1,300}){0,8})",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b[a-z][a-z0-9+.-]{1,20}://((?:[^\s/@:\"'<>]{0,80}:[^\s/\"'<>]{1,200}?|[^\s/@:\"'<>]{12,200}))@(?=[\w\[.-])",
    re.IGNORECASE,
)
_COMMAND = re.compile(
    r"(?:\bmysql(?:dump|admin)?\b[^\n]{0,60}? -p|\bsshpass -p ?|\bredis-cli\b[^\n]{0,60}? -a |\bPGPASSWORD=|"
    r" --(?:password|passwd|token|api-key|secret|auth-token|access-token|client-secret)[= ])"
    r"[\"']?([^\s\"'<>$-][^\s\"'<>]{3,120})"
)
_CURL = re.compile(r"(?:\s-u|\s--user|\s-U)[ =][\"']?([\w.@+-]{1,60}:[^\s\"']{1,120})")
_QUERY = re.compile(
    r"[?&#;](?:[\w-]{0,20}(?:token|apikey|api_key|api-key|key|secret|passw(?:or)?d|pwd|pass|signature|sig|auth|"
    r"session|"
    r"sessionid|jwt|otp|code|credential|sid|hash|ticket|assertion|invite))=([^\s&#;\"'<>)]{4,})",
    re.IGNORECASE,
)
_AZURE = re.compile(
    r"\b(?:AccountKey|SharedAccessKey|SharedAccessSignature)=([^\s;\"'<>]{12,})", re.IGNORECASE
)
_COOKIE = re.compile(
    r"\b(?:jsessionid|phpsessid|asp\.net_sessionid|connect\.sid|session_?id|sessionid|sid|csrf_?token|xsrf-token|"
    r"auth_token|"
    r"access_token|refresh_token|id_token)=([^\s;&\"'<>]{8,})",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?<![\w/+=.:@-])[A-Za-z0-9+_=-]{20,512}(?![\w/=])")
_SLASHED = re.compile(r"(?<![\w/+=.:@-])(?=[A-Za-z0-9+/]{0,38}[+/])[A-Za-z0-9+/]{36,44}={0,2}(?![\w/+=.])")
_SECOND_HALF = re.compile(rf"(?<={MASK}:)(?=[a-zA-Z]*\d)[A-Za-z0-9_-]{{16,128}}(?![\w/.])")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)
_CHANGES = re.compile(r"(?<=\d)(?=[A-Za-z])|(?<=[A-Za-z])(?=\d)")
_HASH = re.compile(r"[0-9a-f]+\Z|[0-9A-F]+\Z")
_HASH_WORD = re.compile(
    r"\b(?:commit|sha-?(?:1|256|512)?|md5|checksum|hash|digest|revision|rev|etag|fingerprint|trace(?:[ _-]?id)?|"
    r"span(?:[ _-]?id)?|"
    r"request(?:[ _-]?id)?|correlation(?:[ _-]?id)?|id|image|layer|guid|uuid|tracking|build|container|block|tx|"
    r"transaction|ref)"
    r"\b\W{0,3}(?:is\W{1,2})?\Z",
    re.IGNORECASE,
)
_SECRET_WORD = re.compile(
    r"\b(?:key|token|secret|password|credential|auth|datadog|api|signing)\w*\W{1,4}(?:\w+\W{1,3}){0,3}\Z",
    re.IGNORECASE,
)


def vendor_keys(text: str) -> Iterator[Find]:
    """Private keys, and keys with a vendor's prefix."""
    if "-----BEGIN" in text:
        yield from _each(_BLOCK, 0, text)
    for run in _RUN.finditer(text):
        for place in (run.start(), *(run.start() + at + 1 for at in _joints(run[0]))):
            match = _VENDOR.match(text, place)
            if match:
                yield _find(match.start(), match[0].rstrip(".-"))


def _joints(run: str) -> list[int]:
    return [at for at, char in enumerate(run) if char in "=/:-.+"][:_JOINTS]


def placed_secrets(scanned: Scan, text: str) -> Iterator[Find]:
    """Bearer tokens, headers, webhook links, tokens in links, log-ins of a command line."""
    if scanned.has(_SCHEMES):
        for match in _BEARER.finditer(text):
            if re.search(r"\d|[A-Z].*[a-z].*[A-Z]|=\Z", match[1]):
                yield _find(match.start(1), match[1])
    if ":" in text:
        for place in scanned.places(_HEADERS):
            header = _HEADER.match(text, place)
            if header and re.search(r"\d|[A-Z].*[a-z]|=", header[1]):
                yield _find(header.start(1), header[1].rstrip(".,"))
    if scanned.has(_HOOK_WORDS):
        yield from _each(_HOOK, 1, text)
    if " -u" in text or " --user" in text or " -U" in text:
        yield from _each(_CURL, 1, text)
    if scanned.has(_COMMANDS) or " --" in text:
        yield from _each(_COMMAND, 1, text)
    if "=" in text:
        for pattern in (_QUERY, _AZURE, _COOKIE):
            yield from _each(pattern, 1, text)


def url_logins(text: str) -> Iterator[Find]:
    """User and password, or a token, before the host of a link: ``https://user:password@host``."""
    for match in _LOGIN.finditer(text):
        value = match[1]
        if ":" in value or re.search(r"\d", value):
            yield Find(match.start(1), match.end(1), "url_login", value)


def random_strings(text: str) -> Iterator[Find]:
    """Strings of 20 characters and more in which letters and figures alternate as no name or path does."""
    for match in _TOKEN.finditer(text):
        value = match[0].strip("-=_+")
        if _looks_random(value) and not _is_hash(text, match.start(), value):
            yield _find(match.start() + match[0].index(value), value)
    for match in _SECOND_HALF.finditer(text) if MASK + ":" in text else ():
        yield _find(match.start(), match[0])
    for match in _SLASHED.finditer(text):
        if (
            len(_CHANGES.findall(match[0])) >= 4
            and re.search(r"[a-z]", match[0])
            and re.search(r"[A-Z]", match[0])
        ):
            yield _find(match.start(), match[0])


def _is_hash(text: str, start: int, value: str) -> bool:
    left = before(text, start)
    if _HASH_WORD.search(left):
        return True
    return (
        bool(_HASH.match(value)) and len(value) in (32, 40, 56, 64, 96, 128) and not _SECRET_WORD.search(left)
    )


def _looks_random(value: str) -> bool:
    if len(value) < 20 or _UUID.match(value) or value.isdigit():
        return False
    longest = max(re.split(r"[-_+=]", value), key=len)
    return len(longest) >= 16 and len(_CHANGES.findall(value)) >= max(4, len(value) // 8)


def _each(pattern: re.Pattern[str], group: int, text: str) -> Iterator[Find]:
    for match in pattern.finditer(text):
        yield _find(match.start(group), match[group].rstrip(".,)") if group else match[0])


def _find(start: int, value: str) -> Find:
    return Find(start, start + len(value), "secret", value)
