/** Where the copied call goes: what the person typed, else the served stream that the page watches, else the service itself. */
import { useStore } from 'zustand'
import { useWorld } from '../../store/hooks'
import { consoleStore } from './consoleStore'

export function useEndpoint(): string | null {
  const typed = useStore(consoleStore, (state) => state.endpointUrl.trim())
  const address = useWorld((world) => world.live?.address ?? null)
  if (typed !== '') return typed
  return address === null ? null : `http://${address}`
}
