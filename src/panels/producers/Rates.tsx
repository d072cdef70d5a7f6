/** What a producer achieves in a second, how long a record takes, and what its PUT payload units cost. */
import { useTranslation } from 'react-i18next'
import type { ProducerRow } from '../../engine/summary'
import { useFormats } from '../../strings/formats'
import { usePrices } from '../cost/usePrices'
import { useMoney } from '../cost/useMoney'
import { Facts, type Fact } from '../sheet/parts'
import { achieved, MEAN_SECONDS } from './achieved'
import sheet from '../sheet/Sheet.module.css'

const MILLION = 1_000_000

export function Rates({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const { count, decimal, bytes, duration } = useFormats()
  const { table } = usePrices()
  const { amount, price } = useMoney(table?.currency ?? 'USD')
  const { series, latencyMs, latencyMsMax } = producer
  const { recordsPerCall, unitsPerRecord, unitsPerHour } = achieved(series)
  const perSecond = (value: string) => t('rates.perSecond', { value })
  const perMillionUnits = table?.lines.putPayloadUnits.price ?? null
  const facts: Fact[] = [
    [t('rates.acknowledged'), perSecond(count(producer.acknowledgedPerSecond))],
    [t('rates.throttled'), perSecond(count(producer.throttledPerSecond))],
    [t('rates.calls'), perSecond(count(producer.callsPerSecond))],
    [t('rates.kinesisRecords'), perSecond(count(producer.kinesisRecordsPerSecond))],
    [t('rates.recordsPerCall'), recordsPerCall === null ? '–' : decimal(recordsPerCall)],
    [t('rates.bytes'), perSecond(bytes(producer.bytesPerSecond))],
    [t('rates.latency'), latencyMs === null ? '–' : t('rates.latencyValue', { mean: duration(Math.round(latencyMs)), max: duration(Math.round(latencyMsMax)) })],
    [t('rates.payloadUnits'), perSecond(count(producer.payloadUnitsPerSecond))],
    [t('rates.perMillion'), unitsPerRecord === null || perMillionUnits === null ? '–' : amount(unitsPerRecord * perMillionUnits)],
    [t('rates.perHour'), perMillionUnits === null ? '–' : amount((unitsPerHour / MILLION) * perMillionUnits)],
  ]
  return (
    <>
      <Facts facts={facts} />
      {table === null ? null : <p className={sheet.hint}>{t('rates.price', { price: price(table.lines.putPayloadUnits.price), region: table.region, seconds: MEAN_SECONDS })}</p>}
    </>
  )
}
