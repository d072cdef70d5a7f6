/** Policies to begin with: one more, or instead of all that are there. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PolicySettings } from '../../../engine/iam/settings'
import controls from '../../../widgets/controls.module.css'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import { freeName, TEMPLATES, templateOf, type TemplateName, type TemplateSubject } from './templates'

export interface TemplatePickerProps {
  policies: readonly PolicySettings[]
  subject: TemplateSubject
  isFull: boolean
  onUse: (policies: PolicySettings[]) => void
  /** Null: there is none to remove. */
  onRemove: (() => void) | null
}

export function TemplatePicker({ policies, subject, isFull, onUse, onRemove }: TemplatePickerProps) {
  const { t } = useTranslation('security')
  const [name, setName] = useState<TemplateName>('producer')
  const button = `${controls.button} ${controls.small}`
  return (
    <>
      <SelectSetting name={t('template.name')} help={t(`template.help.${name}`)} names={TEMPLATES} chosen={name} say={(each) => t(`template.${each}`)} onChoose={setName} />
      <div className={sheet.acts}>
        <button type="button" className={button} onClick={() => onUse([templateOf(name, subject)])}>
          {t('template.instead')}
        </button>
        <button
          type="button"
          className={button}
          disabled={isFull}
          onClick={() => {
            const policy = templateOf(name, subject)
            onUse([...policies, { ...policy, policyName: freeName(policy.policyName, policies) }])
          }}
        >
          {t('template.add')}
        </button>
        {onRemove === null ? null : (
          <button type="button" className={button} onClick={onRemove}>
            {t('template.remove')}
          </button>
        )}
      </div>
    </>
  )
}
