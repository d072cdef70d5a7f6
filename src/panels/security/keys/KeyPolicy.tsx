/** A key's own policy, written as JSON. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../sheet/Sheet.module.css'
import { PolicyEditor } from '../policy/PolicyEditor'
import { usePolicyProblems } from '../useGuards'

export interface KeyPolicyProps {
  aliasName: string
  inForce: string
  defaultPolicy: string
  /** Null: the default one. */
  onApply: (text: string | null) => void
}

export function KeyPolicy({ aliasName, inForce, defaultPolicy, onApply }: KeyPolicyProps) {
  const { t } = useTranslation('security')
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? inForce
  const [problems = null] = usePolicyProblems([{ subject: { kind: 'key', policyName: aliasName }, document: text }])
  const button = `${controls.button} ${controls.small}`
  return (
    <>
      <PolicyEditor label={t('keys.policy', { key: aliasName })} text={text} problems={problems} onChange={setTyped} />
      <div className={sheet.acts}>
        <button type="button" className={`${button} ${controls.strong}`} disabled={text === inForce || problems?.length !== 0} onClick={() => onApply(text === defaultPolicy ? null : text)}>
          {t('identity.apply')}
        </button>
        <button type="button" className={button} disabled={text === defaultPolicy} onClick={() => setTyped(defaultPolicy)}>
          {t('keys.defaultPolicy')}
        </button>
      </div>
    </>
  )
}
