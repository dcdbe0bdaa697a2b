"""Sentences that assert nothing about the world: instructions, what the author thinks and wants, credits of a report."""

from __future__ import annotations

from auditor.lexicon import lazy

_INSTRUCTIONS = (
    "click|open|press|select|choose|enter|type|run|install|add|remove|mix|stir|pour|bake|heat|preheat|cook|place|put|turn|use|try|"
    "check|read|see|watch|visit|subscribe|follow|share|sign|join|contact|call|send|download|consider|note|keep|take|give|get|go|"
    "start|stop|make|set|save|copy|move|create|write|update|configure|navigate|scroll|tap|drag|drop|whisk|fold|serve|drain|slice|"
    "chop|combine|butter|beat|grease|roll|dice|peel|rinse|soak|melt|toss|grill|fry|roast|knead|spread|store|wash|dry|insert|attach|"
    "connect|unplug|measure|weigh|season|simmer|boil|sprinkle|cover|transfer|let|leave|wait|repeat|avoid|ensure|verify|draw|cut|water|"
    "tighten|loosen|sand|drill|screw|glue|paint|plant|dig|feed|allow|divide|multiply|subtract|walk|cross|bring|apply|bend|lift|tie|pin|trim"
)
_OPENING = (
    r"^[\"'“‘(]?(?:(?:and|but|so|well|now|yes|no|then|again|look|personally|frankly|moreover|therefore|however|also|"
    r"finally|still|today|step \d+|\d{1,2}[.)])[,.:—–-]? )*"
)
# What you should do.
_INSTRUCTION = (
    rf"{_OPENING}"
    r"(?:(?:please|don['’]t|do not|make sure|be sure|suppose|imagine|remember to)\b"
    rf"|(?:{_INSTRUCTIONS}) "
    r"(?:the|a|an|your|it|this|that|these|those|all|each|every|in|on|off|up|out|to|for|with|into|until|about|at|some|more|over|"
    r"one|two|half|any|us|me|our|here|[a-z]+ly|\d[\d.,/]*)\b|(?:set|change|adjust|reduce|increase|lower|raise) [\w-]+ to \d"
    r"|(?:ingredients|serves|you(?: will|['’]ll) need|materials|(?:prep(?:aration)?|cook(?:ing)?|baking) time)(?: ?:| \d))"
)
# Who helped with the report, and who would not talk: nothing that a reader could want to trace.
_DATE = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:(?:\d{1,2}(?:st|nd|rd|th)? )?(?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?)"
    r"(?: \d{1,2}(?:st|nd|rd|th)?)?,? "
    r"\d{4}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?)?"
)
_WHO = r"(?-i:[A-Z])[\w.’'-]*(?: (?-i:[A-Z])[\w.’'-]*){0,4}"
# Who wrote it and when, alone on a line: “By Ann Lee | April 2, 2025 | 5 min read”.
_BYLINE = (
    rf"^(?:(?:(?:written |posted |reported |story )?by {_WHO}(?:,? and {_WHO})?|(?:(?:first )?(?:published|posted|updated|"
    rf"reviewed|modified|created)|last (?:updated|modified|reviewed))(?: on| at)?:? ?{_DATE}|{_DATE}"
    r"|\d+[ -]min(?:ute)?s?(?: read)?)"
    r"(?:[ ,]*[|·•—–-][ ]*|, ?|\.?$| ?$)){1,4}$"
)
_CREDIT = (
    r"\bcontributed (?:reporting|research|(?:to|from) (?:this|the) (?:report|story|article|post))\b|"
    r"^(?:(?:additional|with) )?(?:reporting|writing|editing|research)(?: and (?:writing|editing|research))? by |"
    r"^[^\d\"“]*\b(?:(?:declined|refused)(?: to)? comment|(?:did not|didn['’]t|have not|has not) (?:immediately )?"
    r"(?:respond|repl[iy]|return|answer)[a-z]* (?:to )?(?:[a-z]+ ){0,3}"
    r"(?:requests?|calls?|messages?|e?-?mails?|questions?|inquir(?:y|ies)))\b[^\d]*$"
)
# What I think, want and will do.
_OPINION = (
    rf"{_OPENING}"
    r"(?:(?:i|we|let me|let['’]s|i['’]d|i['’]ll|i['’]m|we['’]ll|you|you['’]ll)\b"
    r"(?: (?:also|really|just|still|certainly|would|do|don['’]t|can|can['’]t|personally|strongly|always|firmly|honestly|never|all|"
    r"have to|['’]m))* "
    r"(?:think|believe|feel|hope|want|wish|guess|suppose|doubt|suspect|know|love|like|hate|agree|disagree|need|should|must|ought|"
    r"will|say|tell|ask|thank|look|see|remember|understand|imagine|expect|prefer|can|could|might|may|would|try|mean|am|are|going|"
    r"to|intend|plan|support|oppose|care|trust|pray|urge|welcome|commend|applaud|recommend|encourage|invite|apologi[sz]e|"
    r"congratulate|(?:write|call) (?:to|on|upon))\b"
    r"|(?:let me|let['’]s|i['’]m|i['’]d|i['’]ll|we['’]ll|you['’]ll)\b)"
)
ORDER = lazy(rf"(?:{_INSTRUCTION})|(?:{_BYLINE})")
CREDIT = lazy(_CREDIT)
OPINION = lazy(_OPINION)


def is_instruction(sentence: bytes, *, may_credit: bool = True) -> bool:
    """Tell whether a sentence tells the reader what to do, or credits those who made the report.

    ``may_credit``: whether it holds a word without which it credits nobody (`auditor.text.claim_needs.CREDIT`).
    """
    return ORDER.begins(sentence, 0, len(sentence)) or (may_credit and CREDIT.find(sentence)[0] >= 0)


def is_opinion(sentence: bytes) -> bool:
    """Tell whether a sentence opens with what its author thinks, wants or will do."""
    return OPINION.begins(sentence, 0, len(sentence))


def is_aside(sentence: bytes) -> bool:
    """Tell whether a sentence is either of these."""
    return is_instruction(sentence) or is_opinion(sentence)
