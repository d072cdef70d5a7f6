/** What every editor of a value is given, whatever its shape. */
import type { ShapeName } from '../../kinesis/api/types'
import type { Json, Path } from './draft'
import type { Suggestions } from './suggestions'

export interface FieldProps {
  label: string
  shapeName: ShapeName
  path: Path
  value: Json | undefined
  isRequired: boolean
  suggestions: Suggestions
  onChange: (path: Path, value: Json | undefined) => void
}

/** For those that are one control, which a label names and a hint describes. */
export type ScalarFieldProps = FieldProps & { id: string; hintId: string }
