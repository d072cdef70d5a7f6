/** What a verdict rests on: the documents that were asked, each statement in them, and the request as they see it. */
import { useTranslation } from 'react-i18next'
import type { AccessAnswer } from '../../../engine/iam/accessAnswer'
import { Group } from '../../settings/Group'
import { SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import styles from '../Security.module.css'

/** As verdicts name what a key has that has no policy of its own. */
const DEFAULT_OF_KEYS = 'default'

/** Whose statements were asked: those in force, or those that are being written. */
export function Documents({ answer: { documents, problems } }: { answer: AccessAnswer }) {
  const { t } = useTranslation('security')
  const isDraft = documents.some(({ isInForce }) => !isInForce)
  return (
    <>
      {problems.length > 0 ? <p className={sheet.hint}>{t('verdict.problems')}</p> : isDraft ? <p className={sheet.hint}>{t('verdict.ofDraft')}</p> : null}
      {documents.length === 0 ? null : (
        <ul className={styles.documents} aria-label={t('verdict.documents')}>
          {documents.map(({ source, policyName, isInForce }) => (
            <li key={`${source} ${policyName}`}>{t(isInForce ? 'verdict.document.inForce' : 'verdict.document.draft', { policy: policyName === DEFAULT_OF_KEYS && source === 'key' ? t('keys.defaultPolicy') : policyName, source: t(`source.${source}`) })}</li>
          ))}
        </ul>
      )}
    </>
  )
}

export function Considered({ answer: { considered, request } }: { answer: AccessAnswer }) {
  const { t } = useTranslation('security')
  const { arn, action, resource } = request
  const asked = [
    { key: 'arn', cells: [t('caller'), arn] },
    { key: 'action', cells: [t('verdict.operation'), action] },
    { key: 'resource', cells: [t('verdict.resource'), resource] },
  ]
  return (
    <>
      <Group title={t('verdict.considered', { count: considered.length })}>
        <SmallTable
          caption={t('verdict.consideredCaption')}
          heads={[t('verdict.policy'), t('verdict.effect'), t('verdict.applies')]}
          rows={considered.map(({ source, policyName, statementIndex, sid, effect, action: about, mismatch }) => ({
            key: `${source} ${policyName} ${statementIndex} ${about}`,
            cells: [`${policyName} · ${sid ?? statementIndex + 1}${about === action ? '' : ` (${about})`}`, effect, t(`verdict.mismatch.${mismatch ?? 'none'}`)],
            isFault: effect === 'Deny' && mismatch === null,
          }))}
        />
      </Group>
      <Group title={t('verdict.request')}>
        <SmallTable caption={t('verdict.requestCaption')} heads={[t('verdict.key'), t('verdict.value')]} rows={[...asked, ...request.context.map(({ key, values }) => ({ key, cells: [key, values.join(', ')] }))]} />
      </Group>
    </>
  )
}
