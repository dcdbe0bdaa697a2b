"""Which host and registered domain a link leads to, and what kind of target it is.

Reading the list of public suffixes costs some milliseconds, so the registries behind most links of the world are answered
from a small table first.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from auditor.domains.suffixes import registered_below
from auditor.lexicon import later

LinkTarget = Literal[
    "evidence", "share", "search", "proxy", "affiliate", "shop", "home", "anchor", "mail", "media", "empty", "local"
]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Registries without a public suffix below them, and the suffixes below others (public suffix list, ICANN, 2026-01).
_PLAIN = _names("""
    com org net edu gov mil info tv eu de nl ch dk cz ru is lu sk si li cc news app dev tech biz online site xyz blog
    media press report science health today world global live club cloud page wiki
""")
_BELOW = {
    "uk": _names("ac co gov ltd me net nhs org plc police"),
    "io": _names("co com edu gov mil net nom org"),
    "co": _names("com edu gov mil net nom org"),
    "me": _names("ac co edu gov its net org priv"),
    "ai": _names("com net off org"),
    "fr": _names("asso avoues cci com gouv greta huissier-justice nom prd tm"),
    "ca": _names("ab bc gc mb nb nf nl ns nt nu on pe qc sk yk"),
}
_COMPLETE = _names("""
    com.au org.au net.au co.nz org.nz govt.nz co.jp or.jp ac.jp go.jp com.br co.za co.in gov.in com.cn co.kr
""")
# Hosts that lend a name below their own to anybody: each such name is a publisher of its own. Own list, 2026-01.
_LENDERS = _names("""
    blogspot.com wordpress.com tumblr.com substack.com medium.com github.io gitlab.io netlify.app vercel.app pages.dev
    typepad.com livejournal.com weebly.com wixsite.com ghost.io notion.site herokuapp.com hashnode.dev beehiiv.com
""")

_AFFILIATES = _names("""
    amzn.to awin1.com shareasale.com shrsl.com linksynergy.com anrdoezrs.net jdoqocy.com tkqlhce.com dpbolvw.net
    kqzyfj.com skimresources.com viglink.com redirectingat.com prf.hn pntra.com pntrs.com pjtra.com avantlink.com rstyle.me
    shop-links.co howl.me fave.co narrativ.com clickbank.net tradedoubler.com ojrq.net sjv.io evyy.net pxf.io
""")
_SHOPS = _names("""
    aliexpress.com etsy.com bestbuy.com newegg.com wayfair.com homedepot.com gumroad.com myshopify.com shein.com
    temu.com walmart.com zazzle.com redbubble.com bandcamp.com flipkart.com apps.apple.com play.google.com ebay.com ebay.co.uk
    ebay.de
""")
_MERCHANTS = later(r"(?:^|\.)amazon\.(?:com|ca|de|fr|it|es|nl|se|pl|in|co\.uk|co\.jp|com\.au|com\.br|com\.mx)$")
_AFFILIATE_QUERY = later(r"[?&](?:tag=[\w-]+-2\d\b|aff(?:iliate)?(?:_?id)?=|campid=\d|mkcid=\d|irclickid=|awc=)", re.IGNORECASE)
_SHOP_PATH = later(r"^/(?:[\w-]+/)?(?:dp|gp/product|itm|cart|checkout|add-to-cart|products?|buy)/", re.IGNORECASE)
_SEARCH = later(
    r"^(?:www\.|news\.|scholar\.|cse\.)?google\.[a-z.]+/(?:search|scholar|cse)\b"
    r"|^(?:www\.)?bing\.com/(?:news/|images/)?search\b|^(?:[a-z]+\.)?search\.yahoo\.com/|^(?:www\.|html\.)?duckduckgo\.com/(?:html/?)?\?"
    r"|^(?:www\.)?yandex\.[a-z.]+/search\b|^(?:www\.)?baidu\.com/s\?|^(?:www\.)?ecosia\.org/search\b|^search\.brave\.com/search\b"
    r"|^(?:www\.|m\.)?youtube\.com/results\?|^(?:mobile\.|www\.)?(?:twitter|x)\.com/(?:search\b|hashtag/)"
    r"|^(?:www\.|m\.)?facebook\.com/(?:search|hashtag)/",
    re.IGNORECASE,
)
_SHARE = later(
    r"^(?:www\.|m\.)?facebook\.com/(?:sharer|share\.php|dialog/)|^(?:www\.|mobile\.)?(?:twitter|x)\.com/(?:intent/|share\?|home\?status=)"
    r"|^(?:www\.)?linkedin\.com/(?:shareArticle|sharing/|cws/share)|^(?:www\.)?reddit\.com/submit\b|^(?:www\.)?pinterest\.[a-z.]+/pin/create"
    r"|^(?:api|web)\.whatsapp\.com/send|^wa\.me/\?|^(?:t|telegram)\.me/share|^(?:www\.)?addtoany\.com/|^(?:www\.)?addthis\.com/"
    r"|^getpocket\.com/(?:save|edit)|^news\.ycombinator\.com/submitlink|^bsky\.app/intent/|^(?:www\.)?tumblr\.com/(?:share|widgets/share)"
    r"|^(?:www\.)?instapaper\.com/(?:hello2|edit)|^social-plugins\.line\.me/|^plus\.google\.com/share",
    re.IGNORECASE,
)
_PROXY = later(
    r"^translate\.google\.[a-z.]+/|^webcache\.googleusercontent\.com/|^(?:www\.)?google\.[a-z.]+/url\?"
    r"|^l\.facebook\.com/l\.php|^vertexaisearch\.cloud\.google\.com/(?:grounding-api-redirect|id/)",
    re.IGNORECASE,
)
_MEDIA = later(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|mp4|webm|mov|mp3|m4a|ogg|wav)$", re.IGNORECASE)
_LOCAL_SUFFIXES = (
    "localhost",
    ".local",
    ".localhost",
    ".internal",
    ".lan",
    ".test",
    ".invalid",
    ".intranet",
    ".corp",
    ".localdomain",
)
_PRIVATE_ADDRESS = later(r"(?:0|10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){1,3}$")


_STAGED = later(r"^(?:staging|stage|stg|uat)[.-]|[.-]staging\.|\.ngrok(?:-free)?\.(?:io|app)$", re.IGNORECASE)
_CHATS_OWN = later(  # files and pictures of one conversation with a chatbot
    r"^sandbox:/|^https?://ppl-ai-file-upload\.s3\.|^https?://(?:www\.)?googleusercontent\.com/(?:[a-z_]+_content|image_collection)/",
    re.IGNORECASE,
)
_ADMIN = later(r"/wp-admin/|[?&]preview=true\b|/sharer-preview/", re.IGNORECASE)


@lru_cache(maxsize=4096)
def host_of(target: str) -> str:
    """Give the host of a URL, or of a bare host, in lower case, without port, user and a leading ``www.``.

    Empty where there is none: a path, an anchor, an address of mail.

    >>> host_of("https://user@WWW.Example.org:8080/a?b")
    'example.org'
    """
    scheme, separator, rest = target.strip().partition("//")
    if rest.startswith(("https://", "http://")):  # a scheme pasted twice: nobody else's page
        rest = rest.partition("//")[2]
    if not separator:
        rest = target.strip()
        if "." not in rest or not rest.replace(".", "").replace("-", "").isalnum():
            return ""
    elif scheme and not (scheme[-1] == ":" and scheme[:-1].replace("+", "").isalnum()):
        return ""
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0].rpartition("@")[2]
    host = authority.partition("]")[0][1:] if authority.startswith("[") else authority.partition(":")[0]
    return host.rstrip(".").lower().removeprefix("www.")


@lru_cache(maxsize=4096)
def registered_domain(target: str) -> str:
    """Give the domain that somebody registered, of a URL or a host: ``bbc.co.uk`` of ``https://news.bbc.co.uk/1``.

    A name below a host that lends names (``someone.substack.com``) counts as registered by its user. An address of
    numbers and a host without a public suffix are given back whole; "" where there is no host.
    """
    host = host_of(target)
    labels = host.rsplit(".", 3)
    if len(labels) < 2 or ":" in host or labels[-1].isdigit():
        return host
    below = _BELOW.get(labels[-1])
    if labels[-1] in _PLAIN or (below is not None and labels[-2] not in below):
        domain = ".".join(labels[-2:])
    elif below is not None or ".".join(labels[-2:]) in _COMPLETE:
        domain = ".".join(labels[-3:])
    else:
        domain = registered_below(host) or host
    if domain in _LENDERS and host != domain:
        return f"{host.removesuffix('.' + domain).rpartition('.')[2]}.{domain}"
    return domain


def is_local(target: str) -> bool:
    """Tell whether a target is out of the public's reach: a file, this computer, a private network."""
    if target[:5].lower() == "file:":
        return True
    host = host_of(target)
    return host.endswith(_LOCAL_SUFFIXES) or host in ("::1", "0.0.0.0") or bool(_PRIVATE_ADDRESS.match(host))  # noqa: S104 — named to be found


def is_of_chat(target: str) -> bool:
    """Tell whether a target is a file or a picture of a conversation with a chatbot: it ends with that, and is its user's alone."""
    return bool(_CHATS_OWN.match(target))


def is_unpublished(target: str) -> bool:
    """Tell whether only the author can open a target: it is local, or on a host for trying things out, or behind a log-in."""
    return is_local(target) or is_of_chat(target) or bool(_STAGED.search(host_of(target))) or bool(_ADMIN.search(target))


@lru_cache(maxsize=4096)
def link_kind(target: str, own: str = "") -> LinkTarget:  # noqa: PLR0911 — one return a kind
    """Say what a link leads to; only "evidence" (a page that no other word fits) can be what a claim rests on.

    ``own`` is the URL or host of the article's own site, where known: its front page is "home". "anchor" is a place in
    the same text, "local" what only its author can open, "proxy" a cached, translated or redirected copy, "media" a bare
    image, film or sound file.
    """
    bare = target.strip()
    lower = bare[:12].lower()
    if not bare or bare == "#" or lower.startswith("javascript:"):
        return "empty"
    if lower.startswith("#"):
        return "anchor"
    if lower.startswith(("mailto:", "tel:", "sms:", "callto:", "skype:")):
        return "mail"
    if is_unpublished(bare):
        return "local"
    host = host_of(bare) if "//" in bare else ""
    path = path_of(bare)
    if path in ("", "/") and "?" not in bare and (not host or (own and host == host_of(own))):
        return "home"
    if _MEDIA.search(path):
        return "media"
    return _service(bare, host, path) if host else "evidence"


def path_of(target: str) -> str:
    """Give the path of a URL, or of a target without a scheme, without query and fragment."""
    rest = target.partition("//")[2] if "//" in target[:10] else ""
    whole = rest[len(re.split(r"[/?#]", rest, maxsplit=1)[0]) :] if rest else target
    return re.split(r"[?#]", whole, maxsplit=1)[0]


def _service(target: str, host: str, path: str) -> LinkTarget:
    """Recognise the services whose pages say nothing themselves."""
    rest = target.partition("//")[2]
    if _SHARE.match(rest):
        return "share"
    if _SEARCH.match(rest):
        return "search"
    if _PROXY.match(rest):
        return "proxy"
    if _below_any(host, _AFFILIATES) or _AFFILIATE_QUERY.search(target):
        return "affiliate"
    if _below_any(host, _SHOPS) or host.startswith(("shop.", "store.")):
        return "shop"
    return "shop" if _MERCHANTS.search(host) or _SHOP_PATH.match(path) else "evidence"


def _below_any(host: str, domains: frozenset[str]) -> bool:
    """Tell whether a host is one of the domains or a name below it."""
    while host:
        if host in domains:
            return True
        host = host.partition(".")[2]
    return False
