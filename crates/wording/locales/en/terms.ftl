# Words of the house: operations, scenes, actors, outcomes.
operation-collect = Collect
operation-dialogue = Dialogue
operation-trace = Trace
operation-organise = Organise
operation-collect-what = customers do it themselves
operation-dialogue-what = customer and agent talk
operation-trace-what = acts are recorded
operation-organise-what = the work around
scene-web = Web
scene-shop = Shop
scene-phone = Phone
scene-mail = Mail
scene-chat = Chat
scene-meter = Meter
scene-back_office = Back office
# The same, as some callers spell it.
scene-back-office = { scene-back_office }
scene-api = API
actor-customer = Customer
actor-agent = Agent
actor-machine = Machine
actors-customer = Customers
actors-agent = Agents
actors-machine = Machines
waiting = Waiting
outcome-served = served
outcome-abandoned = abandoned
outcome-refused = refused
outcome-undone = undone
outcome-corrected = corrected
outcome-void = nobody's act
adjusted-fitted_at_once = Fitted at once
adjusted-fitted_after_returns = Fitted after returns
adjusted-unmet_at_once = Unmet, did not return
adjusted-unmet_after_returns = Unmet after returns
adjusted-undone = Undone afterwards
reason-none = no reason, or too few to show
count-acts = { $n ->
    [one] { $n } act
   *[other] { $n } acts
}
count-contacts = { $n ->
    [one] { $n } contact
   *[other] { $n } contacts
}
count-rows = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
count-demands = { $n ->
    [one] { $n } demand
   *[other] { $n } demands
}
one-fitted_at_once = fitted at once
one-fitted_after_returns = fitted after returns
one-unmet_at_once = unmet, did not return
one-unmet_after_returns = unmet after returns
one-undone = undone afterwards
