# Cartes d'essai : ce que fait chaque numéro.
test-card-title = Numéros d'essai
test-card-text = Aucun argent n'est pris. Toute date à venir et tout code de trois chiffres conviennent.
test-card-pays = le paiement réussit
test-card-declined = la banque refuse
test-card-no-funds = le solde ne suffit pas
test-card-silent-after-taking = l'argent est pris, la réponse se perd
test-card-never-reached = la demande n'arrive pas
test-card-answers-twice = le paiement réussit et la réponse arrive deux fois
test-card-answers-late = la réponse arrive en retard
