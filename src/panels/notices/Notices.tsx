/** What must be said once: problems with a file or an address, a restored engine. Each stays until it is dismissed. */
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { useDismissNotice, useSetWorld, useWorld } from '../../store/hooks'
import { clockText } from '../../strings/formats'
import { Icon } from '../../widgets/Icon'
import controls from '../../widgets/controls.module.css'
import type { NoticeText } from '../../store/notice'
import styles from './Notices.module.css'

export function Notices() {
  const { t } = useTranslation()
  const notices = useWorld((world) => world.notices)
  const dismiss = useDismissNotice()
  return (
    <div className={styles.notices} role="region" aria-label={t('notices')}>
      <SourceProblemNotice />
      <div role="status" className={styles.list}>
        {notices.map(({ noticeId, text }) => (
          <NoticeBox key={noticeId} kind="note" onDismiss={() => dismiss(noticeId)}>
            <NoticeSentence text={text} />
          </NoticeBox>
        ))}
      </div>
    </div>
  )
}

function NoticeSentence({ text }: { text: NoticeText }) {
  const { t } = useTranslation()
  switch (text.key) {
    case 'engineRestored':
      return t('notice.engineRestored', { clock: clockText(text.atMs) })
    case 'commandLost':
      return t('notice.commandLost', { operation: text.operation })
    case 'urlValue':
      return t('notice.urlValue', { name: text.name, value: text.value })
    case 'recordingCopied':
      return t('notice.recordingCopied')
    case 'copyRefused':
      return t('notice.copyRefused')
    case 'dataSetUnavailable':
      return t('notice.dataSetUnavailable', { name: text.name })
    case 'scenarioUnavailable':
      return t('notice.scenarioUnavailable', { name: text.name })
    case 'actNotSent':
      return t('notice.actNotSent', { operation: text.operation })
    case 'actUncertain':
      return t('notice.actUncertain', { operation: text.operation })
    case 'notWhileConnected':
      return t('notice.notWhileConnected')
    case 'promiseBroken':
      return t('notice.promiseBroken', { application: text.application, clock: clockText(text.atMs) })
  }
}

function SourceProblemNotice() {
  const { t } = useTranslation()
  const { t: tSources } = useTranslation('sources')
  const refused = useWorld((world) => world.sourceProblem)
  const setWorld = useSetWorld()
  return (
    <div role="alert">
      {refused === null ? null : (
        <NoticeBox kind="problem" onDismiss={() => setWorld({ sourceProblem: null })}>
          <strong>
            {refused.line === null
              ? t('fileRefused', { file: refused.fileName })
              : t('fileRefusedAtLine', { file: refused.fileName, line: refused.line })}
          </strong>{' '}
          {tSources(refused.problem.key, { ...refused.problem.values })} {t('fileRefusedNothingChanged')}
        </NoticeBox>
      )}
    </div>
  )
}

function NoticeBox({ kind, onDismiss, children }: { kind: 'note' | 'problem'; onDismiss: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className={styles.notice} data-kind={kind}>
      <p className={styles.text}>{children}</p>
      <button type="button" className={`${controls.button} ${controls.icon} ${controls.bare}`} aria-label={t('dismiss')} onClick={onDismiss}>
        <Icon name="close" />
      </button>
    </div>
  )
}
