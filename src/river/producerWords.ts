/** What a producer is called: by its kind, and by the number of its id. */
import type { TFunction } from 'i18next'
import type { ProducerRow, Summary } from '../engine/summary'

type Named = Pick<ProducerRow, 'producerIndex' | 'settings'>

export function producerName(t: TFunction<'river'>, { producerIndex, settings }: Named): string {
  return t(`producerName.${settings.kind}`, { number: producerIndex + 1 })
}

export function producerStateKey({ state, isPartitioned }: Pick<ProducerRow, 'state' | 'isPartitioned'>): ProducerRow['state'] | 'cutOff' {
  return state === 'RUNNING' && isPartitioned ? 'cutOff' : state
}

/** One that stands at the left of the river; undefined: it does not any more. */
export function sayProducer(t: TFunction<'river'>, { producers, writers }: Pick<Summary, 'producers' | 'writers'>, producerIndex: number): string | undefined {
  const producer = producers.find((row) => row.producerIndex === producerIndex)
  if (producer !== undefined) return t('producer', { name: producerName(t, producer), state: t(`producerState.${producerStateKey(producer)}`), waiting: producer.recordsWaiting, requests: producer.requestsInFlight })
  const writer = writers.find((row) => row.producerIndex === producerIndex)
  return writer === undefined ? undefined : t('producer', { name: writer.name, state: t(`producerState.${writer.state}`), waiting: writer.resultsWaiting, requests: 0 })
}

/** Records that its buffer holds; null: no limit that it knows of. */
export function waitingMaxOf({ settings }: Pick<ProducerRow, 'settings'>): number | null {
  switch (settings.kind) {
    case 'kpl':
      return settings.outstandingRecordsMax
    case 'agent':
      return settings.publishQueueCapacity * settings.maxBufferSizeRecords
    case 'flink':
      return settings.maxBufferedRequests
    case 'sdk':
    case 'cloudWatchLogs':
    case 'iot':
      return null
  }
}
