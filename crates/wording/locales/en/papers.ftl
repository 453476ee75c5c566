# Papers that go with orders: proof of purchase, contract summary.
paper-page = Page { "{page}" } of { "{pages}" }
paper-proof = Proof of purchase
paper-proof-of = Proof of purchase { $number }
paper-seller = Seller
paper-customer = Customer
paper-number = Order
paper-date = Date of the order
paper-shipped-to = Shipped to
paper-collected-at = Collected at
paper-given = Fully handed over
paper-cancelled = Cancelled on
paper-goods = Goods and services
paper-what = Description
paper-quantity = Quantity
paper-unit-price = Unit price incl. VAT
paper-rate = VAT
paper-amount = Amount incl. VAT
paper-delivery = Delivery
paper-total = Total
paper-vat = VAT by rate
paper-without-tax = Without tax
paper-tax = VAT
paper-with-tax = With tax
paper-later = To be paid later
paper-monthly = Each month
paper-monthly-from = Each month from month { $month } on
paper-at-end = At the end of the contract
paper-payment = Payment
paper-method-shop = In the shop
paper-method-bank-transfer = Bank transfer
paper-method-sepa-mandate = SEPA direct debit
paper-method-test-card = Test card
paper-paid-on = { $amount } received on { $date }
paper-paid-part = { $amount } received so far
paper-not-paid = Nothing received so far
paper-refunded = Refunded
paper-due = Still to be paid
paper-nothing-due = nothing
paper-undone = Cancelled or returned since
paper-undone-text = These amounts are no longer owed; what had been paid of them is refunded.
paper-rounding = VAT is computed once per rate on the total of its group, rounded to the nearest cent.
paper-guarantee = Goods are covered by the legal guarantee of conformity for two years from their hand-over, and by the legal guarantee against hidden defects.
paper-withdrawal = You may withdraw within 14 days, without giving a reason, from the order's page: from the hand-over of goods, from the order of a service.
paper-terms = General terms accepted: version { $version }.
paper-mediator = Consumer mediator: { $mediator }

paper-contract = Contract summary
paper-contract-document = Contract summary (PDF)
paper-contract-intro = This contract summary provides the main elements of this service offer as required by European Union law. It helps to make a comparison between service offers. Complete information about the service is provided in other documents.
paper-contract-made = Drawn up on
paper-contract-service = Services
paper-contract-speeds = Speeds of the internet service and remedies
paper-contract-remedies = If the speed departs lastingly from what is stated, report it: you may ask for conformity, for a lower price, or end the contract free of charge.
paper-contract-price = Price
paper-contract-duration = Duration, renewal and termination
paper-contract-free = No minimum duration.
paper-contract-bound = Minimum duration of { $n } months, then without a fixed end.
paper-contract-ending = You may terminate online at any time; termination takes effect ten clear days after it is received, or later if you ask.
paper-contract-ending-bound = You may terminate online at any time; termination takes effect ten clear days after it is received, or later if you ask. Before the end of the minimum duration, the remaining months may still be owed, in full or in part, within the limits of the law.
paper-contract-disabilities = Features for end-users with disabilities
paper-contract-disabilities-text = The pages of the shop and of the customer's space can be used with a keyboard and a screen reader. Conversations with a seller can be held in writing.
paper-contract-other = Other relevant information
paper-price-once = Once
paper-price-recurring = Subscription
paper-price-usage = By use
paper-price-closing = At the end
paper-per-day = { $n ->
    [one] per day
   *[other] every { $n } days
}
paper-per-week = { $n ->
    [one] per week
   *[other] every { $n } weeks
}
paper-per-month = { $n ->
    [one] per month
   *[other] every { $n } months
}
paper-per-year = { $n ->
    [one] per year
   *[other] every { $n } years
}
paper-price-for = for { $n } months
paper-price-after = from the month after the first { $n }

paper-confirmation = Order confirmation
paper-confirmation-of = Order confirmation { $number }
paper-mandate = mandate { $mandate }
paper-rest-cancelled = The rest cancelled on
paper-slip = Packing slip
paper-slip-of = Packing slip { $number }
paper-slip-to = For
paper-slip-way = Sent by
paper-slip-shop = To be collected at
paper-slip-reference = Reference
paper-slip-where = Set aside at
paper-slip-left = To pack
paper-picking = Picking list
paper-picking-orders = Orders
paper-made = Made on
paper-slip-none = Everything has left: nothing is to be packed any more.
paper-picking-none = Nothing is to be sent.
