/** Encryption at rest: of the stream that is watched, the account's keys, and who is refused because of them. */
import { useTranslation } from 'react-i18next'
import type { GuardsView, IdentityView } from '../../../engine/door/guardsView'
import type { KmsFault } from '../../../engine/kms/settings'
import { useActions, useWorld } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import { Section } from '../../../widgets/Section'
import { SelectSetting } from '../../settings/SelectSetting'
import { Facts, SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { watchedIn } from '../policy/statementIn'
import { useChosenIdentity } from '../chosenCaller'
import { useCallerName } from '../useGuards'
import { KeyList } from './KeyList'
import { StreamEncryption } from './StreamEncryption'

const FAULTS: readonly (KmsFault | 'none')[] = ['none', 'KMSThrottlingException', 'KMSOptInRequired']

export function KeysView({ guards }: { guards: GuardsView }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const { count } = useFormats()
  const watched = useWorld(({ summary }) => summary?.stream.streamName ?? '')
  const stream = watchedIn(guards, watched)
  const identity = useChosenIdentity(guards.identities)
  return (
    <>
      {stream === undefined ? null : (
        <Section title={t('section.encryption', { stream: stream.streamName })}>
          <StreamEncryption key={stream.streamName} stream={stream} keys={guards.keys} />
          <Refused identities={guards.identities} />
        </Section>
      )}
      <Section title={t('section.keys')}>
        <KeyList keys={guards.keys} gone={guards.goneKeys} use={identity === undefined || stream === undefined || stream.keyId === null ? null : { identity, stream, keyId: stream.keyId }} />
        <SelectSetting
          name={t('keys.fault')}
          help={t('keys.faultHelp')}
          names={FAULTS}
          chosen={guards.kmsFault ?? 'none'}
          say={(name) => (name === 'none' ? t('keys.noFault') : name)}
          onChoose={(name) => submit({ type: 'SetKmsFault', fault: name === 'none' ? null : name })}
        />
        <Facts facts={[[t('keys.requests'), count(guards.kmsRequests)]]} />
        <p className={sheet.hint}>{t('keys.requestsHelp')}</p>
      </Section>
    </>
  )
}

/** The last refusal of each, where KMS was it. */
function Refused({ identities }: { identities: readonly IdentityView[] }) {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  const rows = identities.flatMap(({ caller, lastDenial }) => (lastDenial?.exception.startsWith('KMS') === true ? [{ caller, lastDenial }] : []))
  return rows.length === 0 ? (
    <p className={sheet.hint}>{t('keys.noneRefused')}</p>
  ) : (
    <SmallTable
      caption={t('keys.refused')}
      heads={[t('caller'), t('keys.got'), t('at')]}
      rows={rows.map(({ caller, lastDenial }) => ({ key: caller, cells: [nameOf(caller), lastDenial.exception, clockText(lastDenial.atMs)], isFault: true }))}
    />
  )
}
