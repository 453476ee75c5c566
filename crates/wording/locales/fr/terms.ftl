# Les mots de la maison : opérations, scènes, acteurs, issues.
operation-collect = Collecte
operation-dialogue = Dialogue
operation-trace = Traçage
operation-organise = Organisation
operation-collect-what = le client fait lui-même
operation-dialogue-what = client et agent se parlent
operation-trace-what = des actes sont enregistrés
operation-organise-what = le travail autour
scene-web = Web
scene-shop = Boutique
scene-phone = Téléphone
scene-mail = Courrier
scene-chat = Messagerie
scene-meter = Compteur
scene-back_office = Arrière-guichet
# The same, as some callers spell it.
scene-back-office = { scene-back_office }
scene-api = API
actor-customer = Client
actor-agent = Agent
actor-machine = Machine
actors-customer = Clients
actors-agent = Agents
actors-machine = Machines
waiting = Attente
outcome-served = servi
outcome-abandoned = abandonné
outcome-refused = refusé
outcome-undone = défait
outcome-corrected = corrigé
outcome-void = l'acte de personne
adjusted-fitted_at_once = Ajustées du premier coup
adjusted-fitted_after_returns = Ajustées après retours
adjusted-unmet_at_once = Restées sans offre, sans retour
adjusted-unmet_after_returns = Restées sans offre après retours
adjusted-undone = Défaites ensuite
reason-none = sans motif, ou trop peu pour être montré
count-acts = { $n ->
    [one] { $n } acte
   *[other] { $n } actes
}
count-contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
}
count-rows = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
}
count-demands = { $n ->
    [one] { $n } demande
   *[other] { $n } demandes
}
one-fitted_at_once = ajustée du premier coup
one-fitted_after_returns = ajustée après retours
one-unmet_at_once = restée sans offre, sans retour
one-unmet_after_returns = restée sans offre après retours
one-undone = défaite ensuite
