/** What a producer has in its hands now. */
import { useCallback } from 'react'
import type { ProducerDetails } from '../../../engine/producers/details'
import { useActions } from '../../../store/hooks'
import { useAskedAgain } from '../../useAskedAgain'

export function useDetails(producerIndex: number): ProducerDetails | null {
  const { inspect } = useActions()
  return useAskedAgain(useCallback(async () => (await inspect({ kind: 'producer', producerIndex })).producer, [inspect, producerIndex]))
}
