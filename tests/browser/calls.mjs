// A small log of calls written by hand, in the format of a telephone exchange's export: a week of a counter for bicycles.

const two = (number) => String(number).padStart(2, '0');
const clock = (seconds) => `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** The log as text: tab-separated, six agents, callers who hang up and come back. Always the same. */
export function callLog({ days = 5, callsADay = 60 } = {}) {
  const header =
    'vru+line call_id customer_id priority type date vru_entry vru_exit vru_time q_start q_exit q_time outcome ser_start ser_exit ser_time server';
  const rows = [header.split(' ').join('\t')];
  let id = 1000;
  for (let day = 0; day < days; day += 1) {
    for (let nth = 0; nth < callsADay; nth += 1) {
      id += 1;
      const came = 9 * 3600 + nth * 420 + ((nth * 7919 + day * 104729) % 300);
      const menu = 5 + (nth % 9);
      const waits = (nth * 37 + day * 11) % 5 === 0 ? 0 : 10 + ((nth * 53) % 140);
      const hungUp = waits > 110;
      const talks = hungUp ? 0 : 4 + ((nth * 131 + day * 17) % 400);
      const queue = came + menu;
      const service = queue + waits;
      rows.push(
        [
          `AA01${two(1 + (nth % 16))}`,
          id,
          nth % 3 === 0 ? 0 : 7000 + (nth % 25),
          1,
          ['PS', 'PS', 'PS', 'NW', 'NE'][nth % 5],
          `9903${two(1 + day)}`,
          clock(came),
          clock(queue),
          menu,
          waits ? clock(queue) : '0:00:00',
          waits ? clock(service) : '0:00:00',
          waits,
          hungUp ? 'HANG' : 'AGENT',
          hungUp ? '0:00:00' : clock(service),
          hungUp ? '0:00:00' : clock(service + talks),
          talks,
          hungUp ? 'NO_SERVER' : ['ANNA', 'BRUNO', 'CHLOE', 'DENIS', 'EMMA', 'FARID'][nth % 6],
        ].join('\t'),
      );
    }
  }
  return `${rows.join('\n')}\n`;
}
