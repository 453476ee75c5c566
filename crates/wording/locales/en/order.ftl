# What happened to an order, and what will. “-done”: it is done; “-next”: to come; “-by”: with a date.

order-step-placed-done = Order placed
order-step-placed-next = Order to be placed
order-step-placed-by = Order to be placed by { $when }
order-step-paid-done = Payment received
order-step-paid-next = Payment awaited
order-step-paid-by = Payment awaited by { $when }
order-step-held-done = Order put on hold
order-step-held-next = Order put on hold
order-step-held-by = Order put on hold until { $when }
order-step-ready-done = Ready to be collected
order-step-ready-next = Being prepared in the shop; you will get a mail when it is ready
order-step-ready-by = Ready to be collected, as a rule by { $when }
order-step-collected-done = Handed over in the shop
order-step-collected-next = To be collected in the shop, against your code
order-step-collected-by = To be collected in the shop, against your code, by { $when }
order-step-shipped-done = Shipped
order-step-shipped-next = To be shipped
order-step-shipped-by = To be shipped by { $when }
order-step-delivered-done = Delivered
order-step-delivered-next = To be delivered
order-step-delivered-by = To be delivered, as a rule by { $when }
order-step-started-done = Subscription in service
order-step-started-next = Subscription to be put in service, once you have everything that goes with it
order-step-started-by = Subscription to be put in service, as a rule by { $when }
order-step-service-done-done = Service done
order-step-service-done-next = Service to be done
order-step-service-done-by = Service to be done by { $when }
order-step-send-back-done = Goods given back
order-step-send-back-next = Goods to be brought or sent back
order-step-send-back-by = Goods to be brought or sent back by { $when }
order-step-returned-done = Return received
order-step-returned-next = Return awaited
order-step-returned-by = Return awaited by { $when }
order-step-cancelled-done = Order cancelled
order-step-cancelled-next = To be cancelled
order-step-cancelled-by = To be cancelled on { $when }
order-step-failed-done = The order could not be fulfilled
order-step-failed-next = The order cannot be fulfilled
order-step-failed-by = The order cannot be fulfilled by { $when }
order-step-refund-done = Refund made
order-step-refund-next = Refund to come
order-step-refund-by = Refund by { $when }
order-reason-not-paid = The payment did not come in time.
order-reason-not-collected = The order was not collected in time.

# An order opened by the link of a mail, or asked for by somebody who does not hold it.
opening-order-title = Your order
opening-order-lead = This link comes from a message about your order. Open it on this device to follow it here too.
opening-order-go = Open the order
opening-talk-title = Your conversation
opening-talk-lead = This link comes from a message of a seller. Open the conversation on this device to read on and answer.
opening-talk-go = Open the conversation
opening-whose = The link is personal: on a device that others use, do not open it.
order-not-here = This browser does not hold that order. Give its number and the address that you ordered with; or sign in, if you have an account.
order-link-gone = This link is no longer good. The number of the order and the address that you ordered with open it again.
order-pay-changed = The amount to pay has changed. Reload the page to see it.
order-pay-refused = This payment can no longer be made for this order. Ask a seller.

order-step-paid-in-shop-done = Paid in the shop
order-step-paid-in-shop-next = To be paid in the shop, when you collect it
order-step-paid-in-shop-by = To be paid in the shop, when you collect it, by { $when }
order-step-debited-done = Debited from your account
order-step-debited-next = To be debited from your account
order-step-debited-by = To be debited from your account, not before { $when }
order-step-withdrawn-done = Withdrawal received
order-step-withdrawn-next = Withdrawal to come
order-step-withdrawn-by = Withdrawal by { $when }
order-step-delivered-after = { $n ->
    [one] To be delivered, as a rule within one working day of your payment
   *[other] To be delivered, as a rule within { $n } working days of your payment
}

# What just happened, on the page of an order.
order-done-withdraw = Your withdrawal is recorded. The acknowledgement is on its way to your e-mail address.
order-done-cancel = The order is cancelled.
order-done-account = We noted the account for the refund.
order-done-pay = The payment was asked for: how it stands is said below.
order-done-end = The end of your subscription is recorded. The acknowledgement is on its way to your e-mail address.
order-thanks-not-paid = Your order is registered; its payment is not settled yet.

# Parcels
order-parcels = Parcels
order-parcel-sent = Sent { $when }
order-parcel-arrived = Arrived { $when }
order-parcel-carrier = Carrier: { $carrier }
order-parcel-tracking = Tracking number: { $number }

# Lines
order-line-ordered = { $n } ordered
order-line-returned = { $n } brought back
order-line-to-return = { $n } withdrawn from, to be sent back
order-line-withdrawn = You withdrew from it
order-line-failed = { $n } could not be given

# What it is worth now
order-sum-owed = Worth now, for what you keep
order-sum-paid = You paid
order-sum-to-pay = Still to pay
order-payment-over = Nothing is to be paid any more.
order-payment-mandate = Mandate { $mandate }.
order-payment-mandate-creditor = Mandate { $mandate }, creditor { $creditor }.
payment-way-shop = in the shop
payment-way-bank_transfer = by bank transfer
payment-way-sepa_mandate = by SEPA direct debit
payment-way-test_card = by test card

# Goods that come back
order-back = How to bring or send them back
order-back-by = By { $date } at the latest.
order-back-shops = In a shop, at no cost:
order-back-post = By post, with the number of the order, to:

# The account for a refund
order-account = Where do we pay the refund?
order-account-lead = { $amount } cannot go back the way it came. Say on which account to pay it.
order-account-iban = IBAN
order-account-owner = Whose account it is
order-account-go = Note this account
order-account-known = The refund is paid to { $account }.
order-account-other = Give another account

order-withdraw-services-until = subscriptions and services: until { $date }, no reason needed;
order-withdraw-goods-until = goods: until { $date }
order-withdraw-goods-open = goods: until 14 days after you have everything
order-withdraw-open = until 14 days after you have everything, no reason needed
order-paper-confirmation = Order confirmation (PDF)

# What happened, as its customer reads it
order-event-order-placed = Order placed
order-event-payment-settled = Payment received
order-event-payment-part = A part of the payment received
order-event-payment-refused = Payment refused
order-event-payment-uncertain = Payment without an answer yet
order-event-allocation-failed = Not enough in stock
order-event-order-ready = Ready to be collected
order-event-goods-handed-over = Handed over in the shop
order-event-pick-up-code-renewed = New pick-up code
order-event-order-shipped = Parcel sent
order-event-order-delivered = Parcel arrived
order-event-subscription-started = Subscription in service
order-event-service-done = Service done
order-event-order-amended = Quantities lowered
order-event-order-cancelled = Cancelled
order-event-order-unpaid = Cancelled: not paid in time
order-event-order-not-collected = Cancelled: not collected in time
order-event-order-failed = It could not be fulfilled
order-event-order-held = Put on hold
order-event-order-resumed = It goes on
order-event-contract-withdrawn = Withdrawal received
order-event-goods-returned = Goods received back
order-event-refund-due = Refund due
order-event-refund-made = Refund made
order-event-order-corrected = Details put right
order-event-order-confirmation-sent = Confirmation sent again
order-event-refund-account-given = Account for the refund given
order-event-subscription-termination-asked = End of a subscription asked for
order-event-subscription-ended = Subscription ended
order-event-pieces = { $n ->
    [one] { $n } piece
   *[other] { $n } pieces
}

# The end of a subscription
order-end-link = End this subscription
order-end-known = Ends on { $date }
order-end-withdraw = You may still withdraw, free of charge and without a reason, until { $date } included.
order-end-withdraw-go = Withdraw instead
order-end-title = End: { $name }
order-end-contract = Contract { $number }
order-end-date = It works until { $date }: ten whole days of notice.
order-end-owed = Still owed for the { $n ->
    [one] month
   *[other] { $n } months
} that you are bound for: { $amount }.
order-end-nothing = Nothing is owed for ending it.
order-end-at-end = At the end: { $amount }.
order-end-keep-number = To keep your number, do not end it here: give the new operator your RIO (call 3179), who ends it for you.
order-end-receipt = An acknowledgement with the date goes to { $email } at once.
order-end-confirm = I end this subscription
order-end-is-ending = Its end is recorded: it works until { $date }.
order-end-is-over = This subscription is over.

# Refusals, as a customer reads them
order-refused-over = This order is closed: nothing more can be changed on it.
order-refused-already-given = Some of it was given already: it can no longer be cancelled. You can withdraw from what you have, or ask a seller.
order-refused-nothing = Choose at least one article and how many.
order-refused-too-many = { $wanted } is more than the { $most } that are possible.
order-refused-product = This subscription is over, or its end is recorded already.
