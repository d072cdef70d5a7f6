/** Lines of a bill under whose they are: streams, applications, the account. Pure. */
import type { BillLine } from '../../engine/cost/bill'

export interface BillGroup {
  kind: 'stream' | 'application' | 'account'
  /** Empty for the account, and for streams that are counted together. */
  name: string
  lines: BillLine[]
  cost: number
  costPerMonth: number
}

/** Each line is in one group: what an application adds to a stream's bill stays in the stream's. */
export function billGroups(lines: readonly BillLine[]): BillGroup[] {
  const groups = new Map<string, BillGroup>()
  for (const line of lines) {
    const kind = line.streamName !== null ? 'stream' : line.application !== null ? 'application' : 'account'
    const name = line.streamName ?? line.application ?? ''
    const key = `${kind} ${name}`
    let group = groups.get(key)
    if (group === undefined) groups.set(key, (group = { kind, name, lines: [], cost: 0, costPerMonth: 0 }))
    group.lines.push(line)
    group.cost += line.cost
    group.costPerMonth += line.costPerMonth
  }
  return [...groups.values()]
}

/** All that an application causes: its own services, and its share of the streams' bills. */
export function causedBy(lines: readonly BillLine[], application: string): Pick<BillGroup, 'cost' | 'costPerMonth'> {
  const own = lines.filter((line) => line.application === application)
  return { cost: own.reduce((sum, { cost }) => sum + cost, 0), costPerMonth: own.reduce((sum, { costPerMonth }) => sum + costPerMonth, 0) }
}
