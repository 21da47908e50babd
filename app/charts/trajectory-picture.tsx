import { formatNumber } from '#server/domain/language/number-format.ts';
import { noNumberShape } from '#server/domain/figure/mark-shapes.ts';
import { MarkPaths } from '#app/features/status/status-mark.tsx';
import { chooseAxisUnit } from '#server/domain/figure/draw/nice-scale.ts';
import {
  buildTrajectory,
  type TrajectoryFrame,
  type TrajectoryGeometry,
  type TrajectoryInput,
} from './trajectory-geometry.ts';
import styles from './trajectory-picture.module.css';

export interface TrajectoryPictureProps {
  input: TrajectoryInput;
  /** What is seen, for those who do not see it: every figure in words. */
  label: string;
  /** Over the axis: "persons", "%", "USD". */
  unit: string;
  /** What the bars or the line show, for the key under the picture: "Each half year". */
  seriesLabel: string;
  targetLabel: string;
}

const wide: TrajectoryFrame = { width: 760, height: 330, left: 52, right: 12, top: 34, bottom: 66 };
const narrow: TrajectoryFrame = {
  width: 340,
  height: 300,
  left: 40,
  right: 6,
  top: 34,
  bottom: 66,
  squeeze: true,
};

/**
 * Figures of a region or a reporter over the rounds, with targets and coverage under the axis. Drawn where the
 * page is made, in a wide and a narrow form of which one is shown; needs no scripts.
 */
export function TrajectoryPicture(props: TrajectoryPictureProps) {
  const { input, label } = props;
  const { word } = chooseAxisUnit(buildTrajectory(input, wide).scale.max);
  return (
    <div className={styles.picture}>
      <div className={styles.wide}>
        <Drawing {...props} geometry={buildTrajectory(input, wide)} frame={wide} label={label} />
      </div>
      <div className={styles.narrow}>
        <Drawing {...props} geometry={buildTrajectory(input, narrow)} frame={narrow} label={label} />
      </div>
      <Key {...props} word={word} />
    </div>
  );
}

interface DrawingProps extends TrajectoryPictureProps {
  geometry: TrajectoryGeometry;
  frame: TrajectoryFrame;
}

function Drawing({ geometry, frame, label, unit, input }: DrawingProps) {
  const { plot, ticks, years, slots, targets, baseline } = geometry;
  const { divisor, word } = chooseAxisUnit(geometry.scale.max);
  const short = frame.squeeze === true;
  const say = (value: number) =>
    formatNumber(value / divisor, { decimals: value / divisor >= 100 ? 0 : undefined });
  const marks = (
    <TargetMarks kind={input.kind} targets={targets} baseline={baseline} say={say} short={short} />
  );
  return (
    <svg
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      className={styles.drawing}
      role="img"
      aria-label={label}
      focusable="false"
    >
      <text x={0} y={14} className={styles.axisTitle}>
        {[word, unit].filter(Boolean).join(' ')}
      </text>
      {ticks.map(({ value, y }) => (
        <g key={value}>
          <line
            x1={plot.left}
            x2={plot.right}
            y1={y}
            y2={y}
            className={value === 0 ? styles.axis : styles.grid}
          />
          <text x={plot.left - 8} y={y + 4} className={styles.tick}>
            {say(value)}
          </text>
        </g>
      ))}
      {years.map(({ year, x, width }) => (
        <g key={year}>
          <line x1={x} x2={x} y1={plot.bottom} y2={frame.height - 4} className={styles.yearRule} />
          <text x={x + width / 2} y={frame.height - 8} className={styles.year}>
            {short && width < 30 ? `’${String(year).slice(2)}` : year}
          </text>
        </g>
      ))}
      {input.kind === 'level' ? marks : null}
      <Series geometry={geometry} say={say} short={short} />
      {input.kind === 'flow' ? marks : null}
      <BarValues geometry={geometry} say={say} short={short} />
      {slots.map(({ round, middle }) => (
        <g key={round.key}>
          <text x={middle} y={plot.bottom + 18} className={styles.round}>
            {round.label}
          </text>
          {round.coverage ? (
            <text x={middle} y={plot.bottom + 36} className={styles.coverage}>
              {short ? round.coverage.short : round.coverage.long}
            </text>
          ) : null}
        </g>
      ))}
    </svg>
  );
}

type Say = (value: number) => string;

function Series({ geometry, say, short }: { geometry: TrajectoryGeometry; say: Say; short: boolean }) {
  const { bars, runs, missing } = geometry;
  const isLabelled = chooseLabelled(geometry, short);
  return (
    <>
      {bars.map((bar) => (
        <rect
          key={bar.key}
          x={bar.x}
          y={bar.y}
          width={bar.width}
          height={Math.max(bar.height, 1)}
          className={styles.bar}
        />
      ))}
      {runs.map((run) => (
        <g key={run[0]?.key}>
          <polyline
            points={run.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
            className={styles.line}
          />
          {run.map((point) => (
            <g key={point.key}>
              <circle cx={point.x} cy={point.y} r={4.5} className={styles.point} />
              {isLabelled(point.key) ? (
                <text x={point.x} y={point.y - 11} className={styles.value}>
                  {say(point.value)}
                </text>
              ) : null}
            </g>
          ))}
        </g>
      ))}
      {missing.map(({ key, state, x, y }) => (
        <g
          key={key}
          transform={`translate(${(x - 8).toFixed(1)} ${(y - 22).toFixed(1)})`}
          className={styles.missing}
        >
          <MarkPaths shape={noNumberShape(state)} />
        </g>
      ))}
    </>
  );
}

/** Every number where there is room for all, else the newest alone. */
function chooseLabelled({ bars, runs, slots }: TrajectoryGeometry, short: boolean) {
  const isRoomy = slots.every(({ width }) => width >= (short ? 28 : 34));
  const newest = bars.at(-1)?.key ?? runs.at(-1)?.at(-1)?.key;
  return (key: string) => isRoomy || key === newest;
}

/** The numbers over bars; drawn last, so that the rule of a target does not run through them. */
function BarValues({ geometry, say, short }: { geometry: TrajectoryGeometry; say: Say; short: boolean }) {
  const isLabelled = chooseLabelled(geometry, short);
  return geometry.bars
    .filter(({ key }) => isLabelled(key))
    .map((bar) => (
      <text key={bar.key} x={bar.x + bar.width / 2} y={bar.y - 6} className={styles.value}>
        {say(bar.value)}
      </text>
    ));
}

interface TargetMarksProps {
  kind: 'level' | 'flow';
  targets: TrajectoryGeometry['targets'];
  baseline: TrajectoryGeometry['baseline'];
  say: Say;
  short: boolean;
}

function TargetMarks({ kind, targets, baseline, say, short }: TargetMarksProps) {
  const path = [...(baseline ? [baseline] : []), ...targets];
  const last = targets.at(-1);
  return (
    <>
      {kind === 'level' && path.length > 1 ? (
        <polyline
          points={path.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
          className={styles.targetPath}
        />
      ) : null}
      {path.map((mark) => {
        const isBaseline = mark === baseline;
        return (
          <g key={isBaseline ? 'baseline' : mark.year}>
            {kind === 'flow' ? (
              <>
                <line x1={mark.x1} x2={mark.x2} y1={mark.y} y2={mark.y} className={styles.ruleGround} />
                <line
                  x1={mark.x1}
                  x2={mark.x2}
                  y1={mark.y}
                  y2={mark.y}
                  className={isBaseline ? styles.baselineRule : styles.targetRule}
                />
              </>
            ) : isBaseline ? (
              <circle cx={mark.x} cy={mark.y} r={4} className={styles.baselinePoint} />
            ) : (
              <path d={diamond(mark.x, mark.y)} className={styles.targetPoint} />
            )}
            {short && mark !== last && !isBaseline ? null : (
              <text
                x={kind === 'flow' ? mark.x1 : mark.x + (mark === last ? 4 : 0)}
                y={mark.labelBelow ? mark.y + 19 : mark.y - 9}
                className={labelClass(kind, mark === last)}
              >
                {say(mark.value)}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

function labelClass(kind: 'level' | 'flow', isLast: boolean) {
  if (kind === 'flow') return styles.targetValueStart;
  return isLast ? styles.targetValueEnd : styles.targetValue;
}

const diamond = (x: number, y: number) => `M${x.toFixed(1)} ${(y - 5).toFixed(1)}l5 5l-5 5l-5 -5z`;

/** What the marks of the picture mean, in words beside each. */
function Key({ input, seriesLabel, targetLabel, word }: TrajectoryPictureProps & { word: string | null }) {
  const hasCoverage = input.rounds.some(({ coverage }) => coverage);
  return (
    <ul className={styles.key} aria-label="Key">
      <li>
        <svg width="22" height="14" aria-hidden="true">
          {input.kind === 'flow' ? (
            <rect x="6" y="1" width="10" height="12" className={styles.bar} />
          ) : (
            <>
              <line x1="1" x2="21" y1="7" y2="7" className={styles.line} />
              <circle cx="11" cy="7" r="4.5" className={styles.point} />
            </>
          )}
        </svg>
        {seriesLabel}
        {word ? `, in ${word}s` : ''}
      </li>
      {input.targets.length > 0 ? (
        <li>
          <svg width="22" height="14" aria-hidden="true">
            {input.kind === 'flow' ? (
              <line x1="1" x2="21" y1="7" y2="7" className={styles.targetRule} />
            ) : (
              <path d={diamond(11, 7)} className={styles.targetPoint} />
            )}
          </svg>
          {targetLabel}
        </li>
      ) : null}
      {input.baseline ? (
        <li>
          <svg width="22" height="14" aria-hidden="true">
            {input.kind === 'flow' ? (
              <line x1="1" x2="21" y1="7" y2="7" className={styles.baselineRule} />
            ) : (
              <circle cx="11" cy="7" r="4" className={styles.baselinePoint} />
            )}
          </svg>
          Baseline, {input.baseline.year}
        </li>
      ) : null}
      {hasCoverage ? (
        <li className={styles.keyWords}>Under each round: how many reports are in the figure</li>
      ) : null}
    </ul>
  );
}
