/** What producers and their records are called on the screen, from the ids that events and records bear: as their cards in the river. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorld } from '../store/hooks'
import { kindsOf, nameInText, partsOfRecordId, producerNumberOf } from './names'
import type { EventSentence } from './timeline/eventSentence'

export interface Names {
  /** `producer-3` → `KPL 3`. */
  ofProducer: (producerId: string) => string
  /** `producer-3/17` → `KPL 3 #17`. */
  ofRecord: (recordId: string) => string
  /** With each id of a producer in it replaced. */
  inText: (text: string) => string
}

export function useNames(): Names {
  const { t } = useTranslation('river')
  const present = useWorld(({ summary }) => summary?.producers.map(({ producerIndex, settings }) => `${producerIndex + 1}:${settings.kind}`).join(' ') ?? '')
  const events = useWorld((world) => world.events)
  return useMemo(() => {
    const kinds = kindsOf(present, events)
    const ofProducer = (producerId: string) => {
      const number = producerNumberOf(producerId)
      if (number === null) return producerId
      return t(`producerName.${kinds.get(number) ?? 'unknown'}`, { number })
    }
    return {
      ofProducer,
      ofRecord: (recordId) => {
        const { producerId, number } = partsOfRecordId(recordId)
        return number === null ? ofProducer(producerId) : t('recordName', { producer: ofProducer(producerId), number })
      },
      inText: (text) => nameInText(text, ofProducer),
    }
  }, [present, events, t])
}

/** Says a sentence of the namespace `events` in the reader's language. */
export function useSaidEvent(): (sentence: EventSentence) => string {
  const { t } = useTranslation('events')
  const { ofProducer, ofRecord, inText } = useNames()
  return useMemo(
    () =>
      ({ key, values }) => {
        const { producer, record, message } = values
        // The service's own sentences know no producers.
        const isOurs = key === 'commandRefused'
        return t(key, {
          ...values,
          ...(typeof producer === 'string' ? { producer: ofProducer(producer) } : {}),
          ...(typeof record === 'string' ? { record: ofRecord(record) } : {}),
          ...(isOurs && typeof message === 'string' ? { message: inText(message) } : {}),
        })
      },
    [t, ofProducer, ofRecord, inText],
  )
}
