/** The guards at the door, each in a view of its own; above them the way of the chosen caller past them all. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { GuardsView } from '../../engine/door/guardsView'
import { useWorld } from '../../store/hooks'
import { Refusal } from '../refusals/Refusal'
import { Segments } from '../settings/Segments'
import { SelectSetting } from '../settings/SelectSetting'
import sheet from '../sheet/Sheet.module.css'
import { AccessView } from './access/AccessView'
import { FaultsView } from './faults/FaultsView'
import { KeysView } from './keys/KeysView'
import { NetworkView } from './network/NetworkView'
import { PathPicture } from './path/PathPicture'
import { useChosenIdentity } from './chosenCaller'
import { beginScenario, SECURITY_VIEWS, securityStore, type SecurityViewName } from './securityStore'
import { TrailView } from './trail/TrailView'
import { useCallerName, useGuards } from './useGuards'
import styles from './Security.module.css'

export function SecurityPanel() {
  const { t } = useTranslation('security')
  const guards = useGuards()
  const view = useStore(securityStore, (state) => state.view)
  const scenarioId = useWorld((world) => world.scenarioId)
  useEffect(() => beginScenario(scenarioId), [scenarioId])
  return (
    <div className={`${sheet.panel} ${styles.panel}`}>
      {guards === null ? null : <Path guards={guards} hasChoice={view !== 'iam'} />}
      <Segments label={t('views')} names={SECURITY_VIEWS} chosen={view} say={(name) => t(`view.${name}`)} titleOf={(name) => t(`viewHelp.${name}`)} onChoose={(name) => securityStore.setState({ view: name })} />
      <div>
        {/* An experiment is refused at its fields. */}
        {view === 'faults' ? null : <Refusal of="account" />}
        {guards === null ? null : <View guards={guards} view={view} />}
      </div>
    </div>
  )
}

/** @param hasChoice whose way it is can be chosen here; the playground has a table for that. */
function Path({ guards, hasChoice }: { guards: GuardsView; hasChoice: boolean }) {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  const watched = useWorld(({ summary }) => summary?.stream.streamName ?? '')
  const { identities, endpoint, streams } = guards
  const identity = useChosenIdentity(identities)
  const stream = streams.find(({ streamName }) => streamName === watched) ?? streams[0] ?? null
  if (identity === undefined) return null
  return (
    <div>
      {hasChoice ? <SelectSetting name={t('whose')} names={identities.map((each) => each.caller)} chosen={identity.caller} say={nameOf} onChoose={(chosen) => securityStore.setState({ caller: chosen })} /> : null}
      <PathPicture identity={identity} endpoint={endpoint} stream={stream} />
    </div>
  )
}

function View({ guards, view }: { guards: GuardsView; view: SecurityViewName }) {
  switch (view) {
    case 'iam':
      return <AccessView guards={guards} />
    case 'network':
      return <NetworkView guards={guards} />
    case 'keys':
      return <KeysView guards={guards} />
    case 'trail':
      return <TrailView />
    case 'faults':
      return <FaultsView guards={guards} />
  }
}
