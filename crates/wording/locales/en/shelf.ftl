# The shelf: what its doors say.
shelf-at-most = { $n ->
    [one] One per customer only.
   *[other] At most { $n } per customer.
}
shelf-cannot-go-with = This offer does not go with another one that you have.
shelf-by-place = It depends on the address where you use it.
shelf-by-place-check = Check my postcode
shelf-by-place-other = Try another postcode
shelf-compare-currencies = These offers are not in one currency: their totals cannot be compared.
shelf-compare-missing = { $n ->
    [one] One of the chosen offers is no longer sold: it is not in the comparison.
   *[other] { $n } of the chosen offers are no longer sold: they are not in the comparison.
}
shelf-compare-too-large = These amounts are too large to be counted exactly: state a smaller use.
shelf-compare-too-many = At most { $most } offers can be compared: untick some.
shelf-needs-other = This offer is taken together with another one: see its description.
shelf-not-served = it is not available at { $postcode }.
shelf-only-new = This offer is for new customers only.
shelf-page-version = Version { $version }
shelf-postcode-wrong = This is not a postcode: digits or letters, for example SW1A 1AA.
shelf-use-field = { $unit } a month
shelf-use-wrong = “{ $unit } a month”: give a number, 0 or more.
shelf-watch-wrong = This mail address is not complete: it needs a form like name@example.com.
shelf-only-with = This option is taken along with one of these:
shelf-withdrawn = This offer is no longer sold.
