"""What the heading of a list of sources may say: parts of one pattern, by how surely sources stand below it."""

from __future__ import annotations

STRONG = (
    r"references (?:for|of|to) (?:this|the) (?:section|chapter|part|article|page)"
    r"|references?(?: cited| list| used)?|reference list|list of references|works? (?:cited|consulted)|literature cited"
    r"|(?:selected |select |annotated )?bibliography|(?:key |main |numbered |inline )?citations?|references (?:and"
    r"|&) (?:sources|citations|links)"
    r"|(?:numbered|cited) (?:sources|references)|(?:normative|informative) references|bibliography ?/ ?references"
    r"|references ?/ ?bibliography|参考文献|参考资料|參考文獻|引用文献"
)
_ABROAD = "|".join(  # in other languages
    r"""bibliograf(?:ia|ía|ie|i);bibliographie;referencias;referências;références;referenze;riferimenti;referenties;referenzen;referenser
    referanser;referencer;reference;referinţe;referințe;referensi;literatur;literatura;literatuur;letteratura;quellen;quellenangaben
    quellenverzeichnis;literaturverzeichnis;literaturangaben;literaturliste;literatuurlijst;bronnen;bronnenlijst;bronvermelding;fontes
    fuentes;fonti;sources;webographie;sitographie;sitografia;webgrafía;webgrafia;källor;källförteckning;litteraturförteckning;litteratur
    litteraturliste;kilder;lähteet;lähdeluettelo;źródła;zdroje;použitá literatura;použité zdroje;irodalomjegyzék;források;kaynakça
    kaynaklar;daftar pustaka;tài liệu tham khảo;список (?:использованной |использованных )?(?:литературы|источников);литература
    источники;список літератури;література;джерела;βιβλιογραφία;المراجع;المصادر;참고 ?문헌;참고 ?자료;出典;参考資料;参考来源;来源
    資料來源;资料来源""".replace("\n    ", ";").split(";")
)
_OF_A_KIND = (
    r"bibliograf(?:iche|ici|icas|iczne)|bibliográficas|bibliographiques(?: de travail)?|consultadas?|consultate|utilisées"
    r"|utilizadas?|citadas?|citate|complète|completa|sélective|selettiva|selecta|indicative|commentée|non[- ]exhaustive"
)
_BESIDE = rf"(?:{_ABROAD}|lecturas? recomendadas?|enlaces|lecturas|weblinks|links|библиография)"
WEAK = (
    r"(?:key |main |primary |data |full |all )?sources?(?: cited| consulted| used| list| links)?"
    r"|sources (?:and|&) (?:references|citations|links|methodology)|list of sources|literature"
    rf"|(?:{_ABROAD})(?: (?:{_OF_A_KIND}))?(?:(?: (?:et|y|e|ed|und|and|&|и|i|en|och|og) | ?/ ?|\. ?){_BESIDE})?"
)
NOTES = (
    r"notes(?: (?:and|&) references)?|notes et références|notas y referencias|notas e referências|note e riferimenti"
    r"|einzelnachweise|anmerkungen|przypisy|примечания|références et notes|references (?:and|&) notes|end ?notes|foot ?notes"
    r"|notes (?:to|for|on) (?:part|chapter|section|book) [\w ]{1,20}"
)
FURTHER = (
    r"(?:suggested |recommended |additional )?(?:further|additional|recommended|suggested|related"
    r"|background) (?:reading|readings|resources|links)"
    r"|external links|see also|learn more|resources|useful links|sources (?:and|&) further reading"
    r"|references (?:and|&) (?:further|additional|suggested) reading"
)
PICTURE = "(?:[←-⯿🌀-🫿\ufe0f]{1,3}[ \\t]*)?"
