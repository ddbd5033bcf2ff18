import { formatOffset, MINUTE } from '../calendar/civil.ts';
import { findZone, windowsZoneIds } from '../calendar/windowsZones.ts';
import type { Zone } from '../calendar/windowsZones.ts';
import { zoneRules } from '../calendar/zoneRules.ts';
import type { YearlyChange, ZoneRules } from '../calendar/zoneRules.ts';
import { DAY_NAMES } from '../properties/readRecurrence.ts';
import { child, isTrue } from '../xml/XmlElement.ts';
import { escapeXml, t } from '../xml/xmlText.ts';
import { answerOne } from './answer.ts';
import type { Operation } from './Operation.ts';

/** The zones this server knows, all of them or those asked for; with their rules of this year where the client wants them. */
export const getServerTimeZones: Operation = {
  name: 'GetServerTimeZones',
  run: (request, context) =>
    answerOne({ operation: 'GetServerTimeZones', empty: '<m:TimeZoneDefinitions/>' }, context, () => {
      const ids = child(request, 'Ids')?.children.map((id) => id.text.trim()) ?? windowsZoneIds();
      const isFull = isTrue(request.attributes['ReturnFullTimeZoneData'] ?? 'true');
      const year = new Date(context.services.now()).getUTCFullYear();
      const definitions = ids.flatMap((id) => findZone(id) ?? []).map((zone) => definition(zone, isFull, year));
      return `<m:TimeZoneDefinitions>${definitions.join('')}</m:TimeZoneDefinitions>`;
    }),
};

function definition(zone: Zone, isFull: boolean, year: number): string {
  const rules = zoneRules(zone, year);
  const name = `(UTC${rules.standard === 0 ? '' : formatOffset(rules.standard * MINUTE)}) ${zone.id}`;
  const attributes = `Id="${escapeXml(zone.id)}" Name="${escapeXml(name)}"`;
  if (!isFull) return `<t:TimeZoneDefinition ${attributes}/>`;
  return `<t:TimeZoneDefinition ${attributes}>${periods(rules)}${transitions(rules)}</t:TimeZoneDefinition>`;
}

function periods(rules: ZoneRules): string {
  const standard = `<t:Period Bias="${bias(rules.standard)}" Name="Standard" Id="std"/>`;
  const daylight = rules.toDaylight === null ? '' : `<t:Period Bias="${bias(rules.daylight)}" Name="Daylight" Id="dlt"/>`;
  return `<t:Periods>${standard}${daylight}</t:Periods>`;
}

function transitions(rules: ZoneRules): string {
  const { toDaylight, toStandard } = rules;
  const group =
    toDaylight === null || toStandard === null
      ? '<t:Transition><t:To Kind="Period">std</t:To></t:Transition>'
      : recurring('dlt', toDaylight) + recurring('std', toStandard);
  const groups = `<t:TransitionsGroups><t:TransitionsGroup Id="0">${group}</t:TransitionsGroup></t:TransitionsGroups>`;
  return `${groups}<t:Transitions><t:Transition><t:To Kind="Group">0</t:To></t:Transition></t:Transitions>`;
}

function recurring(period: string, change: YearlyChange): string {
  const inner = [
    `<t:To Kind="Period">${period}</t:To>`,
    t('TimeOffset', duration(change.minutesOfDay)) + t('Month', change.month),
    t('DayOfWeek', DAY_NAMES[change.weekday]) + t('Occurrence', change.occurrence),
  ];
  return `<t:RecurringDayTransition>${inner.join('')}</t:RecurringDayTransition>`;
}

/** Windows counts minutes west. */
function bias(minutesEast: number): string {
  return minutesEast > 0 ? `-${duration(minutesEast)}` : duration(-minutesEast);
}

function duration(minutes: number): string {
  return minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}
