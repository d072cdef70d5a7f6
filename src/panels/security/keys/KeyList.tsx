/** The account's keys: made, disabled, scheduled for deletion, gone; each with its own policy. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GoneKeyView, KmsKeyView } from '../../../engine/door/guardsView'
import type { KeyState, KmsKeySettings } from '../../../engine/kms/settings'
import { PENDING_WINDOW_DAYS } from '../../../kinesis/limits'
import { useActions, useWorld } from '../../../store/hooks'
import { clockText, useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import { NumberSetting } from '../../settings/NumberSetting'
import { SelectSetting } from '../../settings/SelectSetting'
import { Setting } from '../../settings/Setting'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Security.module.css'
import { KeyPolicy } from './KeyPolicy'
import { KeyStateText } from './KeyStateText'
import type { WatchedUse } from './watchedUse'

const STATES: readonly KeyState[] = ['Enabled', 'Disabled', 'PendingDeletion', 'PendingImport', 'Unavailable']

export function KeyList({ keys, gone, use }: { keys: readonly KmsKeyView[]; gone: readonly GoneKeyView[]; use: WatchedUse | null }) {
  const { t } = useTranslation('security')
  const [managed] = keys
  return (
    <>
      <ul className={styles.cards} aria-label={t('section.keys')}>
        {keys.map((key) => (
          <li key={key.keyId} data-state={key.keyState}>
            <h3>{key.aliasName}</h3>
            <KeyFacts view={key} />
            {key.keyManager === 'AWS' ? <p className={sheet.hint}>{t('keys.managed')}</p> : <KeyActs view={key} use={use?.keyId === key.keyId ? use : null} defaultPolicy={managed?.keyPolicy ?? ''} />}
          </li>
        ))}
        {gone.map((key) => (
          <li key={key.keyId} data-state="gone">
            <h3>{key.aliasName}</h3>
            <GoneFacts view={key} />
          </li>
        ))}
      </ul>
      <NewKey />
    </>
  )
}

function KeyFacts({ view: { arn, keyManager, keyState, deletionMs, streams, recordsIn } }: { view: KmsKeyView }) {
  const { t } = useTranslation('security')
  const { duration } = useFormats()
  const atMs = useWorld(({ summary }) => summary?.atMs ?? 0)
  return (
    <Facts
      facts={[
        ['ARN', arn],
        ['KeyManager', keyManager],
        ['KeyState', <KeyStateText key="state" keyState={keyState} />],
        ...(deletionMs === null ? [] : [[t('keys.goneIn'), duration(deletionMs - atMs)] as const]),
        [t('keys.encrypts'), streams.length === 0 ? '–' : streams.join(', ')],
        ...(recordsIn.length === 0 ? [] : [[t('keys.recordsIn'), recordsIn.join(', ')] as const]),
      ]}
    />
  )
}

/** What it has encrypted stays closed; until their data keys are over, callers go on. */
function GoneFacts({ view: { arn, goneMs, dataKeysUntilMs, streams, recordsIn } }: { view: GoneKeyView }) {
  const { t } = useTranslation('security')
  return (
    <Facts
      facts={[
        ['ARN', arn],
        ['KeyState', <KeyStateText key="state" keyState={null} />],
        [t('keys.goneSince'), clockText(goneMs)],
        [t('keys.dataKeys'), dataKeysUntilMs === null ? t('keys.noDataKeys') : t('keys.until', { at: clockText(dataKeysUntilMs) })],
        [t('keys.encrypts'), streams.length === 0 ? '–' : streams.join(', ')],
        ...(recordsIn.length === 0 ? [] : [[t('keys.recordsIn'), recordsIn.join(', ')] as const]),
      ]}
    />
  )
}

function KeyActs({ view, use, defaultPolicy }: { view: KmsKeyView; use: WatchedUse | null; defaultPolicy: string }) {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const [days, setDays] = useState<number>(PENDING_WINDOW_DAYS.min)
  const { aliasName, keyState } = view
  const keyPolicy = view.keyPolicy === defaultPolicy ? null : view.keyPolicy
  const set = (change: Partial<KmsKeySettings>) => submit({ type: 'SetKmsKey', aliasName, key: { keyState, keyPolicy, ...change } })
  const setState = (next: KeyState) => set({ keyState: next, ...(next === 'PendingDeletion' ? { pendingWindowInDays: days } : {}) })
  const button = `${controls.button} ${controls.small}`
  return (
    <>
      <div className={sheet.acts}>
        {keyState === 'PendingDeletion' ? (
          <button type="button" className={button} title={t('keys.cancelDeletionHelp')} onClick={() => setState('Disabled')}>
            {t('keys.cancelDeletion')}
          </button>
        ) : (
          <button type="button" className={button} onClick={() => setState(keyState === 'Enabled' ? 'Disabled' : 'Enabled')}>
            {t(keyState === 'Enabled' ? 'keys.disable' : 'keys.enable')}
          </button>
        )}
        <button type="button" className={button} disabled={keyState === 'PendingDeletion'} onClick={() => setState('PendingDeletion')}>
          {t('keys.schedule')}
        </button>
        <button type="button" className={button} title={t('keys.removeHelp')} onClick={() => submit({ type: 'SetKmsKey', aliasName, key: null })}>
          {t('keys.remove')}
        </button>
      </div>
      <details className={sheet.group}>
        <summary>
          {t('keys.more')} <span className={sheet.hidden}>{aliasName}</span>
        </summary>
        <div className={sheet.body}>
          <SelectSetting name="KeyState" help={t('keys.stateHelp')} names={STATES} chosen={keyState} onChoose={setState} />
          <NumberSetting name={t('keys.window')} help={t('keys.windowHelp')} value={days} usual={PENDING_WINDOW_DAYS.max} scale={{ min: PENDING_WINDOW_DAYS.min, max: PENDING_WINDOW_DAYS.max, step: 1, kind: 'linear' }} onCommit={setDays} />
          <KeyPolicy aliasName={aliasName} inForce={view.keyPolicy} defaultPolicy={defaultPolicy} use={use} onApply={(text) => set({ keyPolicy: text })} />
        </div>
      </details>
    </>
  )
}

function NewKey() {
  const { t } = useTranslation('security')
  const { submit } = useActions()
  const [alias, setAlias] = useState('alias/orders')
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        submit({ type: 'SetKmsKey', aliasName: alias.trim(), key: { keyState: 'Enabled', keyPolicy: null } })
      }}
    >
      <Setting name={t('keys.alias')} field={(ids) => <input {...ids} className={`${controls.text} ${sheet.code}`} value={alias} maxLength={260} autoComplete="off" spellCheck={false} onChange={({ target }) => setAlias(target.value)} />} />
      <button type="submit" className={controls.button}>
        {t('keys.create')}
      </button>
    </form>
  )
}
