/** A slider of the left rail: names its number field, and shows the service's refusal of the call that it makes. */
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { Slider } from '../../widgets/Slider'
import type { SliderProps } from '../../widgets/Slider'
import { lastRefusal } from './lastRefusal'

export type ControlSliderProps = Omit<SliderProps, 'fieldLabel' | 'problem'> & {
  /** The API operation that a commit calls, where it is one. */
  operation?: string
}

export function ControlSlider({ operation, ...slider }: ControlSliderProps) {
  const { t } = useTranslation()
  const refusal = useWorld((world) => (operation === undefined ? null : lastRefusal(world.events, { operation, streamName: world.summary?.stream.streamName })))
  const problem = refusal === null ? null : { title: refusal.exception, text: refusal.message }
  return <Slider {...slider} fieldLabel={t('asNumber', { label: slider.label })} problem={problem} />
}
