/** What a producer achieves in a second, and how long a record takes. */
import { useTranslation } from 'react-i18next'
import type { ProducerRow } from '../../engine/summary'
import { useFormats } from '../../strings/formats'
import { Facts, type Fact } from '../sheet/parts'
import { recordsPerCall } from './achieved'

export function Rates({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const { count, decimal, bytes, duration } = useFormats()
  const { series, latencyMs, latencyMsMax } = producer
  const perCall = recordsPerCall(series)
  const perSecond = (value: string) => t('rates.perSecond', { value })
  const facts: Fact[] = [
    [t('rates.acknowledged'), perSecond(count(producer.acknowledgedPerSecond))],
    [t('rates.throttled'), perSecond(count(producer.throttledPerSecond))],
    [t('rates.calls'), perSecond(count(producer.callsPerSecond))],
    [t('rates.kinesisRecords'), perSecond(count(producer.kinesisRecordsPerSecond))],
    [t('rates.recordsPerCall'), perCall === null ? '–' : decimal(perCall)],
    [t('rates.bytes'), perSecond(bytes(producer.bytesPerSecond))],
    [t('rates.latency'), latencyMs === null ? '–' : t('rates.latencyValue', { mean: duration(Math.round(latencyMs)), max: duration(Math.round(latencyMsMax)) })],
    [t('rates.payloadUnits'), perSecond(count(producer.payloadUnitsPerSecond))],
  ]
  return <Facts facts={facts} />
}
