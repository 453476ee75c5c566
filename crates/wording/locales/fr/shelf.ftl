# Le rayon : ce que disent ses portes.
shelf-at-most = { $n ->
    [one] Un seul par client.
   *[other] { $n } au plus par client.
}
shelf-cannot-go-with = Cette offre ne va pas avec une autre que vous avez.
shelf-by-place = Selon l'adresse où vous l'utilisez.
shelf-by-place-check = Vérifier à mon code postal
shelf-by-place-other = Essayer un autre code postal
shelf-compare-currencies = Ces offres ne sont pas dans la même monnaie : leurs totaux ne se comparent pas.
shelf-compare-missing = { $n ->
    [one] Une des offres choisies n'est plus vendue : elle n'est pas dans la comparaison.
   *[other] { $n } des offres choisies ne sont plus vendues : elles ne sont pas dans la comparaison.
}
shelf-compare-too-large = Ces montants sont trop grands pour être comptés exactement : indiquez une consommation plus petite.
shelf-compare-too-many = On peut comparer { $most } offres au plus : décochez-en.
shelf-needs-other = Cette offre se prend avec une autre : voyez sa description.
shelf-not-served = elle n'est pas proposée au { $postcode }.
shelf-only-new = Cette offre est réservée aux nouveaux clients.
shelf-page-version = Version { $version }
shelf-postcode-wrong = Ce code postal n'en est pas un : des chiffres ou des lettres, par exemple 69003.
shelf-use-field = { $unit } par mois
shelf-use-wrong = « { $unit } par mois » : indiquez un nombre, 0 ou plus.
shelf-watch-wrong = Cette adresse électronique n'est pas complète : il faut une forme comme nom@exemple.fr.
shelf-only-with = Cette option se prend avec l'une de ces offres :
shelf-withdrawn = Cette offre n'est plus vendue.
