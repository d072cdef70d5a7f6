/** Reads one of the person's files and, when it is good, makes the producers replay it. */
import { useCallback } from 'react'
import { useActions } from '../../store/hooks'
import { replayOf } from '../controls/dataSets'

export function useOwnFile(): (file: File) => Promise<void> {
  const { loadSource, submit } = useActions()
  return useCallback(
    async (file: File) => {
      const facts = await loadSource({ sourceId: `file:${file.name}:${file.size}:${file.lastModified}`, file, fileName: file.name })
      if (facts !== null) submit({ type: 'SetWorkload', workload: replayOf(facts) })
    },
    [loadSource, submit],
  )
}
