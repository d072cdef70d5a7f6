/** A month's cost against throughput, both logarithmic, drawn by recharts in its cheapest form. */
import { CartesianGrid, Line, LineChart, ReferenceDot, XAxis, YAxis } from 'recharts'
import type { BreakEven, CurveName } from '../../engine/cost/bill'
import type { Money } from './useMoney'

export const CURVES: readonly CurveName[] = ['provisioned', 'onDemand', 'advantage']

/** Lines are told apart without colour. */
export const CURVE_LOOKS: Readonly<Record<CurveName, { colour: string; dash: string }>> = {
  provisioned: { colour: 'var(--ink)', dash: '' },
  onDemand: { colour: 'var(--record)', dash: '7 4' },
  advantage: { colour: 'var(--app-text-1)', dash: '2 3' },
}

const HEIGHT_PX = 220
const AXIS_WIDTH_PX = 46
const AXIS_TEXT = { fontSize: 10.5, fill: 'var(--ink-soft)' }

export function BreakEvenChart({ breakEven: { points, crossings, own }, widthPx, money }: { breakEven: BreakEven; widthPx: number; money: Money }) {
  const costs = [own.costPerMonth, ...points.flatMap((point) => CURVES.map((curve) => point[curve]))].filter((cost) => cost > 0)
  const throughputs = points.map(({ mibPerSecond }) => mibPerSecond)
  const x: [number, number] = [Math.min(...throughputs), Math.max(...throughputs)]
  const y: [number, number] = costs.length === 0 ? [1, 10] : [powerOfTen(Math.min(...costs), Math.floor), powerOfTen(Math.max(...costs), Math.ceil)]
  return (
    <LineChart width={widthPx} height={HEIGHT_PX} data={points} margin={{ top: 8, right: 10, bottom: 0, left: 0 }} accessibilityLayer={false}>
      <CartesianGrid stroke="var(--line-soft)" />
      <XAxis type="number" dataKey="mibPerSecond" scale="log" domain={x} ticks={powersIn(x)} interval={0} allowDataOverflow tickFormatter={money.quantity} tick={AXIS_TEXT} tickLine={false} stroke="var(--line)" height={20} />
      <YAxis type="number" scale="log" domain={y} ticks={powersIn(y)} interval={0} allowDataOverflow tickFormatter={money.short} tick={AXIS_TEXT} tickLine={false} axisLine={false} width={AXIS_WIDTH_PX} />
      {CURVES.map((curve) => (
        <Line key={curve} dataKey={curve} type="linear" stroke={CURVE_LOOKS[curve].colour} strokeWidth={2} strokeDasharray={CURVE_LOOKS[curve].dash} dot={false} activeDot={false} isAnimationActive={false} />
      ))}
      {crossings.map(({ mibPerSecond, costPerMonth, below, above }) => (
        <ReferenceDot key={`${below} ${above} ${mibPerSecond}`} x={mibPerSecond} y={costPerMonth} r={5} fill="none" stroke="var(--ink)" strokeWidth={1.5} />
      ))}
      {own.costPerMonth > 0 ? <ReferenceDot x={own.mibPerSecond} y={own.costPerMonth} r={4.5} fill="var(--ink)" stroke="var(--paper)" /> : null}
    </LineChart>
  )
}

function powerOfTen(value: number, round: (exponent: number) => number): number {
  return 10 ** round(Math.log10(value))
}

function powersIn([from, to]: readonly [number, number]): number[] {
  const powers: number[] = []
  for (let power = powerOfTen(from, Math.ceil); power <= to; power *= 10) powers.push(power)
  return powers
}
