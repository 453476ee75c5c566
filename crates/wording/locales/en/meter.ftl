### The meter file: what one's own use would have cost.

meter-title = Compare with your own use
meter-lead = Give the file of your meter: see what each tariff would have cost you, month by month, to the cent.
meter-private = The file is read in memory and forgotten after half an hour. Nothing is kept unless you say so.
meter-file-title = With a meter file
meter-file-label = File of your use
meter-file-hint = A load curve (half-hours), hourly or daily use, readings of an index: CSV or text, compressed or not, { $limit } MB at most. Your supplier's or network's site lets you download it.
meter-file-go = Read the file
meter-stated-title = Without a file
meter-stated-lead = State a yearly use. It is spread evenly over the days of the year: a home with electric heating really uses more in winter.
meter-stated-kwh = Use in a year (kWh)
meter-stated-share = Share in off-peak hours (%)
meter-stated-hours = Off-peak hours
meter-stated-go = Compare
meter-kept-title = What you let us keep
meter-kept-see = See the tariffs
meter-kept-told = See what a seller saw
meter-kept-forget = Erase
meter-kept-when = kept on { $day }
meter-none-on-shelf = Nothing on the shelf is priced by a meter at the moment.

meter-asked-title = How is this file to be read?
meter-asked-lead = The file “{ $file }” does not say everything. Check or complete it, then read it again.
meter-edit-title = How the file is read
meter-edit-lead = This is how the file “{ $file }” is read. Put right what is wrong.
meter-asked-field = please say
meter-preview = The first rows
meter-field-time = Column of the date (and time)
meter-field-time2 = Column of the time, if it is apart
meter-field-format = How dates are written
meter-field-format-hint = “iso” for 2026-03-01 10:00; otherwise %d day, %m month, %Y year, %H hours, %M minutes.
meter-field-value = Column of values
meter-field-value-across = all columns of the day
meter-field-unit = Unit of values
meter-field-unit-choose = Choose…
meter-field-unit-column = as column “{ $column }” says
meter-field-stamps = The time on each row is
meter-stamps-start = the beginning of its interval
meter-stamps-end = the end of its interval
meter-field-zone = Zone of times without an offset
meter-field-zone-hint = A name such as Europe/Paris, or an offset such as +10:00.
meter-field-decimal = Decimals follow
meter-decimal-point = a point (0.25)
meter-decimal-comma = a comma (0,25)
meter-field-cumulative = Values are
meter-cumulative-no = the use or the power of each interval
meter-cumulative-yes = an index that only grows
meter-field-meter = Column of the meter
meter-field-none = none
meter-column = column { $n }
meter-field-step = Length of an interval, in minutes
meter-field-step-hint = Leave it empty to have it found out from the file.
meter-read-again = Read it so
meter-other-file = Give another file
meter-unit-W = watts (mean power)
meter-unit-kW = kilowatts (mean power)
meter-unit-Wh = watt-hours
meter-unit-kWh = kilowatt-hours
meter-unit-MWh = megawatt-hours
meter-unit-m3 = cubic metres

meter-result-title = What each tariff would have cost
meter-result-use = { $used } from { $from } to { $to }
meter-result-peak = Highest half-hour: { $peak } kW on average. At any one moment, more is possible.
meter-result-peak-long = Highest interval: { $peak } kW on average. These intervals are too long to tell your highest power: take the one in your contract.
meter-result-stated = Stated use: { $used } in a year, spread evenly over the days.
meter-choices = Settings
meter-choice-level = Power
meter-choice-level-of = { $characteristic }
meter-choice-level-all = all
meter-choice-level-at-least = at least, by your highest half-hour
meter-choice-level-below = below the highest that was measured
meter-choice-prices = Prices
meter-prices-today = of today, for the whole time
meter-prices-then = in force on each date
meter-prices-of = of { $day }, for the whole time
meter-choice-hours = Your off-peak hours
meter-choice-hours-hint = They stand on your bill. For example 22:00-06:00, or 1:30-7:30, 12:00-14:00.
meter-choice-meter = Meter
meter-choice-go = Work it out again
meter-rank-caption = Tariffs, cheapest first, all taxes included
meter-rank-offer = Offer
meter-rank-total = Total
meter-rank-month = A month on average
meter-rank-more = Difference
meter-rank-cheapest = the cheapest
meter-rank-more-by = + { $amount }
meter-rank-once = and { $amount } at the start
meter-rank-choose = Choose this one
meter-rank-not-whole = total not complete
meter-rank-needs-postcode = depends on your postcode
meter-row-too-small = not enough: the highest that was measured exceeds this power
meter-row-other-level = at { $own }: this offer is not to be had at { $wanted }
meter-row-hours-own = your off-peak hours: { $hours }
meter-row-hours-usual = usual off-peak hours: { $hours }
meter-row-hours-fixed = its hours are the same for everybody: { $hours }
meter-period-always = At all hours
meter-partial-title = Without a total
meter-partial-some = Some of the use has no price in these offers: they have no total, therefore, and no rank.
meter-partial-all = With these prices, no offer covers the whole time. Choose the prices of one date above, for the whole time.
meter-plot-title = Cost by month of the cheapest tariffs
meter-plot-about = The same amounts stand in the tables below.
meter-detail-caption = { $offer }: by month and by period
meter-detail-month = Month
meter-detail-used = Use
meter-detail-subscription = Subscription
meter-detail-total = Total
meter-detail-all = In all
meter-detail-open = Detail by month and by period
meter-unpriced-colour-unknown = { $used } without a price: the colour of the days is not known, from { $first } to { $last }.
meter-unpriced-no-period = { $used } without a price: the tariff's calendar says nothing of those hours, from { $first } to { $last }.
meter-unpriced-no-price = { $used } without a price: none was in force, from { $first } to { $last }.
meter-unpriced-no-subscription = { $days ->
    [one] One day
   *[other] { $days } days
} without a subscription: none was in force, from { $first } to { $last }.
meter-left-out-title = Offers that were not worked out
meter-left-out-no-calendar = no calendar says when its periods begin
meter-left-out-other-unit = it counts something else than this meter
meter-left-out-calendar = its calendar cannot be used
meter-left-out-prices = its prices cannot be worked out
meter-left-out-level = it is to be had up to { $highest } only
meter-nothing-priced = No offer can be worked out with these settings.

meter-gaps-title = Readings are missing
meter-gaps-text = { $n ->
    [one] One gap
   *[other] { $n } gaps
} in the file, { $hours } in all: their use is not counted, the subscription is.
meter-odd-title = { $n ->
    [one] Something odd in the file
   *[other] What is odd in the file
}
meter-odd-lines = lines { $lines }
meter-odd-line = line { $lines }
meter-odd-more = and { $n } more
meter-odd-bad_time = { $n ->
    [one] One time that cannot be read: row left out
   *[other] { $n } times that cannot be read: rows left out
}
meter-odd-not_number = { $n ->
    [one] One value that is no number: left out
   *[other] { $n } values that are no numbers: left out
}
meter-odd-no_value = { $n ->
    [one] One row without a value
   *[other] { $n } rows without a value
}
meter-odd-negative = { $n ->
    [one] One value below zero: left out
   *[other] { $n } values below zero: left out
}
meter-odd-unknown_unit = { $n ->
    [one] One unknown unit: row left out
   *[other] { $n } unknown units: rows left out
}
meter-odd-duplicate = { $n ->
    [one] One interval written twice alike: counted once
   *[other] { $n } intervals written twice alike: counted once
}
meter-odd-contradiction = { $n ->
    [one] One interval written twice with different values: the first counts
   *[other] { $n } intervals written twice with different values: the first counts
}
meter-odd-overlap = { $n ->
    [one] One interval that overlaps another: left out
   *[other] { $n } intervals that overlap others: left out
}
meter-odd-no_length = { $n ->
    [one] One interval without a length: left out
   *[other] { $n } intervals without a length: left out
}
meter-odd-gap = { $n ->
    [one] One gap: nothing is known of that time
   *[other] { $n } gaps: nothing is known of those times
}
meter-odd-reversed = The file goes from the latest to the earliest: it was turned round
meter-odd-out_of_order = { $n ->
    [one] One row out of its place: put in order
   *[other] { $n } rows out of their place: put in order
}
meter-odd-other_step = { $n ->
    [one] One interval of another length than most
   *[other] { $n } intervals of another length than most
}
meter-odd-index_fell = { $n ->
    [one] One index that fell: the use between those readings is not known
   *[other] { $n } falls of the index: the use between those readings is not known
}
meter-odd-daylight_gap = { $n ->
    [one] One hour that does not exist (clocks put forward): read an hour later
   *[other] { $n } hours that do not exist (clocks put forward): read an hour later
}
meter-odd-daylight_fold = { $n ->
    [one] One hour that exists twice (clocks put back): read in the order of the file
   *[other] { $n } hours that exist twice (clocks put back): read in the order of the file
}
meter-odd-standard_time = { $n ->
    [one] One hour that summer time does not have: the meter’s clock does not change, and all its times were read so
   *[other] { $n } hours that summer time does not have: the meter’s clock does not change, and all its times were read so
}
meter-odd-bad_text = { $n ->
    [one] One row with letters that cannot be read
   *[other] { $n } rows with letters that cannot be read
}
meter-doubt-unit-title = Is the unit right?
meter-doubt-unit-text = Read as { $unit }, this file makes { $year } a year, which is no home's use.
meter-doubt-unit-rather = As { $units } it would be plausible.
meter-doubt-zone-text = The times in the file have no offset: they were read in the zone { $zone }.
meter-standard-time = This meter’s clock keeps standard time all year: all its times were read at the offset { $offset }.
meter-change-reading = Change how the file is read
meter-shared-out = { $n ->
    [one] One interval lies in two periods: it is shared out by time.
   *[other] { $n } intervals lie in two periods: they are shared out by time.
}

meter-keep-title = What next?
meter-keep-go = Keep this use
meter-keep-hint = To find it again on this device or in your account. You can erase it.
meter-drop-go = Forget this file now
meter-ask-go = Ask a seller's advice
meter-ask-hint = The seller sees these totals, never your half-hours.
meter-kept-done = This use is kept.
meter-forgotten-done = It is erased.
meter-in-hand-way = Compare again
meter-in-hand-year = With your use ({ $used } in a year): { $amount } a year, the subscription included.
meter-in-hand = With your use ({ $used } from { $from } to { $to }): { $amount } in all, the subscription included.
meter-in-hand-then = With your use ({ $used } from { $from } to { $to }), at the prices of then: { $amount } in all, the subscription included.

meter-rules-title = How this is worked out
meter-rules-round = Every amount is worked out exactly; only the total is rounded, once, to the cent. The amounts by month and by period share it out.
meter-rules-subscription = Months of subscription are counted from the first day; a month that is not whole counts by its days.
meter-rules-level = The power that is proposed is the smallest above your highest half-hour and a third more: at any one moment power exceeds its mean. The one in your contract is the better guide.
meter-rules-versions-of = Prices are those of { $day }, taxes included.
meter-rules-versions-then = Each day is counted at the price in force on it, taxes included.
meter-rules-hours = Off-peak hours, for the offers that leave a choice: { $hours }.

meter-told-title = A comparison shared with a seller
meter-told-lead = { $used } from { $from } to { $to }, shared on { $day }.
meter-told-prices-of = Prices of { $day }.
meter-told-prices-then = Prices in force on each date.
meter-told-level = Power that was chosen: { $level }.

problem-meter-gone = This file is not in memory any more: give it again.
problem-meter-nothing = Choose a file.
problem-meter-empty = The file is empty.
problem-meter-too-large = The file is too large: { $limit } MB at most.
problem-meter-broken = The file did not arrive whole: try again.
problem-meter-no-times = This is no meter file: no column tells the time on row after row.
problem-meter-no-numbers = This is no meter file: beside the times no column holds numbers.
problem-meter-wrong-unit = The values are in “{ $unit }”, which nobody is billed for: W, kW, Wh, kWh, MWh or m³ are needed.
problem-meter-mapping = The file cannot be read so: check the columns, the way dates are written and the decimal mark.
problem-meter-mapping-incomplete = Say the columns of the time and of the values, and how dates are written.
problem-meter-mapping-step = An interval lasts between a minute and a year.
problem-meter-mapping-format = “{ $format }” is no way of writing dates that can be read: use iso, epoch_s, epoch_ms, or codes such as %Y-%m-%d %H:%M:%S.
problem-meter-mapping-zone = “{ $zone }” is no time zone: give a name such as Europe/Paris, or an offset such as +10:00.
problem-meter-mapping-columns = No row names these columns: { $columns }.
problem-meter-profile = These readings contradict each other: check whether the time marks the beginning or the end of its interval.
problem-meter-profile-large = A reading is larger than any meter counts: check the unit.
problem-meter-nothing-read = None of the { $n } rows gives a reading: check the columns, how dates are written, and the decimal mark.
problem-meter-too-many = The file holds too many readings: give a shorter time.
problem-meter-limit = The file exceeds what is read here (line { $line }): a line that is too long, too many columns, or a compressed file that is too large once unpacked.
problem-meter-damaged = The file is cut off or damaged (line { $line }): a quotation mark that is never closed, or its end is missing. Download it again.
problem-meter-no-table = This file is no table of text: unpack the zip archive, or save the workbook (xlsx, ods) as CSV.
problem-meter-unit-needed = Say in which unit the values are.
problem-meter-year = Give a yearly use between 0 and 100,000,000.
problem-meter-share = Give a share between 0 and 100%.
problem-meter-hours = These hours cannot be read: write them like 22:00-06:00.
problem-meter-hours-long = Off-peak hours are { $hours } hours a day at most: these do not count.
problem-meter-no-hours = There are no hours for this share: give off-peak hours, or a share of 0%.
problem-meter-too-many-kept = You keep { $n } uses already: erase one first.
problem-meter-cookies = Nothing can be kept for a browser that is not known: accept cookies, or sign in.
