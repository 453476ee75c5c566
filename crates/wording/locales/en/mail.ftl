# Mails that customers get: subject and sentences.
mail-hello = Hello,
mail-hello-name = Hello { $name },
mail-bye = See you soon,
mail-why = You receive this message because this address was given to us with a request or an order.
mail-order-of = Order { $number }
mail-follow = Follow the order
mail-reply-none = A question? Ask a seller from the order's page.

mail-code-subject = { $code }: your sign-in code
mail-code-text = Here is the code to copy in order to sign in:
mail-code-life = { $minutes ->
    [one] It is good for { $minutes } minute and works once.
   *[other] It is good for { $minutes } minutes and works once.
}
mail-code-not-you = If you asked for nothing, ignore this message: without this code, nobody can sign in as you. Give it to nobody, not even to us.

mail-placed-subject = Order { $number }: we have it
mail-placed-text = Thank you. Your order { $number } is recorded.
mail-placed-total = Total
mail-placed-monthly = Then each month
mail-placed-next = What happens next?
mail-placed-proof = The proof of purchase is attached.
mail-placed-withdraw = You may change your mind for 14 days: the button “Withdraw” is on the order's page.

mail-transfer-text = To pay, order a transfer of { $amount } with the reference below. Without it, we cannot recognise your payment.
mail-transfer-reference = Reference
mail-transfer-account = Account (IBAN)
mail-transfer-until = We keep the order until { $date }.

mail-received-subject = Order { $number }: your payment is here
mail-received-text = We received { $amount } for your order { $number }. It goes on.

mail-ready-subject = Order { $number }: it awaits you at { $place }
mail-ready-text = Your order { $number } is ready. It awaits you here:
mail-ready-code = Pick-up code to show in the shop:
mail-ready-until = It is kept for you until { $date }.
mail-ready-hours = Opening hours
mail-ready-show = Show the code and its QR code

mail-shipped-subject = Order { $number }: it is on its way
mail-shipped-text = Your order { $number } is on its way.
mail-shipped-part = A part of your order { $number } is on its way. The rest will follow.
mail-shipped-tracking = Parcel tracking
mail-shipped-by = Expected delivery: { $date }.

mail-cancelled-subject = Order { $number }: it is cancelled
mail-cancelled-text = Your order { $number } is cancelled.
mail-cancelled-reason = Why: { $reason }
mail-cancelled-refund = We give you back { $amount }. A message will tell you when it is done.
mail-cancelled-nothing = Nothing was charged.

mail-refunded-subject = Order { $number }: { $amount } given back
mail-refunded-text = We gave you back { $amount } for order { $number }, { $method }.
mail-refunded-delay = Depending on your bank, it shows within a few days.

mail-back-subject = { $what }: available again
mail-back-text = You asked us to tell you: { $what } is available again.
mail-back-no-hold = Nothing is held for you until you order.
mail-back-see = See the offer
mail-back-once = We will not write to you about it again.

mail-handed-subject = Your cart is ready
mail-handed-text = { $seller } prepared your cart and hands it back to you.
mail-handed-see = Open the cart
mail-handed-life = This link opens your cart until { $date }. It is personal: do not pass it on.

mail-answered-subject = An answer awaits you
mail-answered-text = { $seller } answered your question:
mail-answered-see = Read and answer

mail-transcript-subject = Our conversation of { $date }
mail-transcript-text = Here is what we said to each other.
mail-transcript-see = See the conversation again

mail-withdrawn-subject = Order { $number }: your withdrawal is recorded
mail-withdrawn-text = We received your withdrawal from contract { $number } on { $date }.
mail-withdrawn-content = What you declared:
mail-withdrawn-next = This acknowledgement is your proof. We refund you at the latest 14 days after that date, once the goods are back or their return is proven.

mail-method-shop = in the shop
mail-method-bank-transfer = by transfer
mail-method-sepa-mandate = to your account
mail-method-test-card = to your card
mail-method-other = by the means you paid with
mail-account-factor = A second factor was set for your account on { $when }: from now on its digits are asked for when you sign in.
mail-account-factor-subject = A second factor was set for your account
mail-account-recovery = A recovery code of your account was used on { $when } in the place of the second factor. Whoever did it may set a new second factor; until they have, the one before stays in force.
mail-account-recovery-subject = A recovery code of your account was used
mail-account-reset = An administrator took the password and the second factor of your account away on { $when }. They will give you a link with which you choose both anew.
mail-account-reset-subject = Access to your account was reset
mail-account-not-you = If this was not you, and you did not ask for it, tell an administrator at once: they can close the account.
