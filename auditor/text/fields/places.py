"""Cities that publishers give as their place, and the capital letters that names and places begin with."""

from __future__ import annotations

import re

UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-Я"
_CITIES = """
    New York City|New York and London|New York|Mexico City|London|Paris|Berlin|Cambridge|Oxford|Chicago|Boston|
    Philadelphia|Princeton|Toronto|Amsterdam|Leiden|Madrid|Barcelona|Roma|Rome|Milano|Milan|Torino|München|Munich|
    Frankfurt|Frankfurt am Main|Frankfurt a. M.|Hamburg|Köln|Stuttgart|Leipzig|Wien|Vienna|Zürich|Zurich|Basel|Bern|
    Genève|Geneva|Bruxelles|Brussels|Lyon|Grenoble|Marseille|Bordeaux|Toulouse|Rennes|Lille|Strasbourg|Montréal|
    Montreal|Québec|Ottawa|Vancouver|Washington|Baltimore|Los Angeles|San Francisco|San Diego|Berkeley|Stanford|
    Seattle|Minneapolis|Ann Arbor|Ithaca|Durham|Chapel Hill|New Haven|Thousand Oaks|Newbury Park|Hoboken|
    Englewood Cliffs|Upper Saddle River|Reading|Mahwah|Hillsdale|Dordrecht|Boca Raton|Tokyo|Beijing|Moscow|Москва|
    Санкт-Петербург|София|М|СПб|Sydney|Melbourne|Canberra|Edinburgh|Glasgow|Dublin|Manchester|Lisboa|Lisbon|Porto|
    São Paulo|Rio de Janeiro|Buenos Aires|Bogotá|Santiago|Copenhagen|Stockholm|Oslo|Helsinki|Warszawa|Praha|Prague|
    Budapest|Athens|Istanbul|Jerusalem|Cairo|New Delhi|Delhi|Mumbai|Singapore|Hong Kong|Seoul|Grand Rapids|
    Maryknoll|Notre Dame|Houndmills|Basingstoke|Aldershot|Farnham|Cheltenham|Heidelberg|Göttingen|Tübingen|Darmstadt|
    Wiesbaden|Weinheim|Mainz|Bonn|Indianapolis|Bloomington|Urbana|Lanham|Westport|Austin|Atlanta|Denver|Dallas|
    Houston|Detroit|Cleveland|Columbus|Pittsburgh|Norwood|Malden
"""
CITY = "(?:" + "|".join(re.escape(city.strip()).replace(r"\ ", " ") for city in _CITIES.split("|")) + ")"
