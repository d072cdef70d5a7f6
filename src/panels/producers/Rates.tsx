/** What a producer achieves in a second, how long a record takes, and what its PUT payload units cost. */
import { useTranslation } from 'react-i18next'
import type { ProducerRow } from '../../engine/summary'
import { PUT_PAYLOAD_UNITS_USD_PER_MILLION } from '../../kinesis/prices'
import { useFormats } from '../../strings/formats'
import { Facts, type Fact } from './details/parts'
import { achieved, MEAN_SECONDS } from './achieved'
import styles from './Producers.module.css'

export function Rates({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const { count, decimal, bytes, duration, dollars } = useFormats()
  const { series, latencyMs, latencyMsMax } = producer
  const { recordsPerCall, usdPerMillionRecords, usdPerHour } = achieved(series)
  const perSecond = (value: string) => t('rates.perSecond', { value })
  const facts: Fact[] = [
    [t('rates.acknowledged'), perSecond(count(producer.acknowledgedPerSecond))],
    [t('rates.throttled'), perSecond(count(producer.throttledPerSecond))],
    [t('rates.calls'), perSecond(count(producer.callsPerSecond))],
    [t('rates.kinesisRecords'), perSecond(count(producer.kinesisRecordsPerSecond))],
    [t('rates.recordsPerCall'), recordsPerCall === null ? '–' : decimal(recordsPerCall)],
    [t('rates.bytes'), perSecond(bytes(producer.bytesPerSecond))],
    [t('rates.latency'), latencyMs === null ? '–' : t('rates.latencyValue', { mean: duration(Math.round(latencyMs)), max: duration(Math.round(latencyMsMax)) })],
    [t('rates.payloadUnits'), perSecond(count(producer.payloadUnitsPerSecond))],
    [t('rates.perMillion'), usdPerMillionRecords === null ? '–' : dollars(usdPerMillionRecords)],
    [t('rates.perHour'), dollars(usdPerHour)],
  ]
  return (
    <>
      <Facts facts={facts} />
      <p className={styles.hint}>{t('rates.price', { price: dollars(PUT_PAYLOAD_UNITS_USD_PER_MILLION), seconds: MEAN_SECONDS })}</p>
    </>
  )
}
