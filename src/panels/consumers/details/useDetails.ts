/** What an application has in its hands now. */
import { useCallback } from 'react'
import type { ApplicationDetails } from '../../../engine/consumers/details'
import { useActions } from '../../../store/hooks'
import { useAskedAgain } from '../../useAskedAgain'

export function useDetails(name: string): ApplicationDetails | null {
  const { inspect } = useActions()
  return useAskedAgain(useCallback(async () => (await inspect({ kind: 'application', name })).application, [inspect, name]))
}
