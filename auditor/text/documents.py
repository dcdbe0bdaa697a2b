"""Documents in running words: those a sentence names, those it sends the reader to, and the author's own work.

Two of the patterns have gaps, which a pass of all patterns at once cannot bear: ``PERHAPS_…`` are words without which they
cannot match.
"""

from __future__ import annotations

from auditor.lexicon import lazy

_PAPERS = (
    "(?:data|figures|statistics|numbers|estimates?|records|documents|filings?|research|polling|analysis|analyses|stud(?:y|ies)|reports?|surveys?|"
    "polls?|papers?|review|audit|census|forecasts?|calculations|indictment|complaint|lawsuit|memo|transcript|database)"
)
_FINDINGS = "(?:analysis|study|survey|poll|review|audit|investigation|count|tally)"
DOCUMENT = lazy(
    r"\b(?:published|reported|described|appeared|writing|wrote|printed) (?:online |today |this week |on \w+ )?(?:in|by) "
    r"(?:the )?(?:journal |magazine )?(?-i:[A-Z])[\w&.’'-]+"
    rf"|\b{_PAPERS} (?:(?:released|published|compiled|collected|obtained|provided|issued|conducted|done|filed|made|prepared|"
    r"commissioned) )?"
    r"(?:(?:this|last) (?:week|month|year) |on \w+ )?(?:from|by|at|with) (?:the )?(?-i:[A-Z])[\w&.’'-]+"
    rf"|\baccording to (?:[\w’'-]+ ){{0,5}}?(?-i:[A-Z])[\w&.’'/-]+(?: [\w&.’'/-]+){{0,4}}? {_PAPERS}\b"
    rf"|\baccording to (?:an?|the) (?:[\w’'-]+ ){{0,3}}?(?:{_PAPERS}|overview|list|tally|count)\b[^.;]{{0,60}}? "
    r"(?:by|from|provided to|obtained by|seen by|reviewed by) (?:the )?(?-i:[A-Z])[\w&.’'-]+"
    rf"|\b(?:an?|the|this) (?-i:(?:[A-Z][\w&.’'/-]+ ){{1,4}}){_FINDINGS} of\b"
    r"|\b(?:court|police|public|tax|property|federal|state|election|campaign finance|regulatory|securities|sec|financial|company) "
    r"(?:records|documents|filings?|data|figures|statistics|disclosures)\b"
    r"|\b(?:the|an?|its|his|her|their) (?:\w+ )?(?:indictment|affidavit|complaint|lawsuit|court filing|ruling|press release|"
    r"news release|statement|regulatory filing|annual report|quarterly report|transcript|memo) "
    r"(?:said|says|stated|states|alleges|alleged|shows|showed|reads)\b"
    r"|\bin (?:an?|his|her|its|their) (?:\w+ )?(?:statement|tweet|post|letter|filing|memo|press release|news release|blog post|"
    r"op-ed|speech|testimony|email|news conference|press conference)\b"
)
OWN_WORK = lazy(
    r"\b(?:we|i|our (?:own )?(?:team|reporters?|analysis|survey|tests?|measurements|reporting|review|testers|experiments?))"
    r"(?: have| had|['’]ve| then| also| first| again| independently| recently)* "
    r"(?:measured|tested|analy[sz]ed|surveyed|interviewed|counted|visited|reviewed|examined|obtained|calculated|sampled|recorded|"
    r"timed|benchmarked|"
    r"observed|asked|spoke (?:to|with)|talked (?:to|with)|found|shows?|showed|weighed|polled|watched|compared|collected|evaluated|"
    r"sequenced|"
    r"photographed|checked|ran|repeated|saw|noticed|attended|met with|plotted|scored|rated|drove|tasted|tried)\b"
    r"|\b(?:seen|reviewed|obtained|analy[sz]ed|verified|examined) by (?:the )?(?-i:[A-Z])[\w.’'-]+"
    r"|\b(?:told|an? interview with) (?:this (?:newspaper|magazine|publication|reporter|website)|me|us)\b"
)
PERHAPS_DOCUMENT = (
    r"\b(?:published|reported|described|appeared|writing|wrote|printed) (?:online|today|this week|on|in|by) "
    rf"|\b{_PAPERS} (?:released|published|compiled|collected|obtained|provided|issued|conducted|done|filed|made|prepared|"
    r"commissioned|this|last|on|from|by|at|with) "
    rf"|\b{_FINDINGS} of "
    r"|\baccording to "
    r"|\b(?:court|police|public|tax|property|federal|state|election|campaign finance|regulatory|securities|sec|financial|company) "
    r"(?:records|documents|filings?|data|figures|statistics|disclosures)\b"
    r"|\b(?:indictment|affidavit|complaint|lawsuit|court filing|ruling|release|statement|regulatory filing|report|transcript|memo) "
    r"(?:said|says|stated|states|alleges|alleged|shows|showed|reads)\b"
    r"|\b(?:statement|tweet|post|letter|filing|memo|release|op-ed|speech|testimony|email|conference)\b"
)
# Words that send the reader to a document, whether or not something is there: "See their latest report here".
POINTER = lazy(
    r"\b(?:see|read|find|consult|view|check out|download|refer to) (?:(?:the|their|its|our|this|his|her|a|an|that|these|those|my|"
    r"your) )(?:[\w’'-]+ ){0,4}?{{document-noun}}\b"
    r"|\b(?:click|available|listed|published|posted|detailed|found|explained|described|discussed|(?:read|learn|"
    r"see) more(?: [\w’'-]+){0,6}) here\b"
)
PERHAPS_POINTER = (
    r"\b(?:see|read|find|consult|view|check out|download|refer to) (?:the|their|its|our|this|his|her|a|an|that|these|those|my|"
    r"your) "
    r"|\bhere\b"
)
