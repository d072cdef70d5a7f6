/** What a producer is called, as in the river: by its kind and the number of its id. */
import { useTranslation } from 'react-i18next'
import type { ProducerRow } from '../../engine/summary'

type Named = Pick<ProducerRow, 'producerIndex' | 'settings'>

export type ShownState = ProducerRow['state'] | 'cutOff'

export function shownStateOf({ state, isPartitioned }: Pick<ProducerRow, 'state' | 'isPartitioned'>): ShownState {
  return state === 'RUNNING' && isPartitioned ? 'cutOff' : state
}

export function useProducerName(): (producer: Named) => string {
  const { t } = useTranslation('river')
  return ({ producerIndex, settings }) => t(`producerName.${settings.kind}`, { number: producerIndex + 1 })
}

/** What sets it apart from others of its kind, in the words of the product. */
export function wayOf({ settings }: Pick<ProducerRow, 'settings'>): string | null {
  switch (settings.kind) {
    case 'sdk':
      return settings.operation
    case 'kpl':
      return settings.aggregationEnabled ? null : 'AggregationEnabled=false'
    case 'cloudWatchLogs':
      return settings.distribution
    case 'agent':
    case 'iot':
    case 'flink':
      return null
  }
}
