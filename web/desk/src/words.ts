/// The page's own sentences. What the service says comes in the language that was asked for.
import type {Language} from "./state";

const zh = {
  title: "邻圈 · 工作台", language: "English", standard: "标准", person: "步行者", map: "地图", panel: "面板",
  needs_met: "需求满足率", legend: "需求满足率（{standard}，{person}）", pass: "及格线 {n}%", below: "低于及格线",
  above: "及格以上", unknown: "无数据（灰色、斜线）", outlet: "网点（方形）", circle: "便民生活圈边界", gate: "出入口",
  zoom_in: "放大", zoom_out: "缩小", city: "全市", people: "{n} 人", homes: "{n} 户门口", of_all: "占 {n}%",
  gaps: "缺口，按人数排序", gaps_none: "没有缺口：每条规则都已满足，或者没有数据。", gap_people: "人数", gap_what: "缺什么", gap_where: "在哪里",
  gaps_more: "共 {all} 处，列出前 {shown} 处", close: "返回全市", place: "从这里出发", loading: "正在计算……",
  kinds: "业态", count: "15 分钟内", nearest: "最近", minutes: "{n} 分钟", missing: "缺", not_known: "无数据",
  kinds_missing: "{n} 类业态 15 分钟内缺", outline: "步行 5、10、15 分钟能到的范围已画在地图上；虚线越长，范围越大。",
  rules: "规则", met: "达标", unmet: "不达标", rule_unknown: "无数据", rules_hint: "放大到住宅出现后点一户，可看每条规则是否达标。",
  serves: "服务的居民", serves_15: "步行 15 分钟内来得到：{homes} 户门口，{people} 人。", served_by: "按步行时间累计", within: "{n} 分钟内",
  age_60: "其中 60 岁以上 {n} 人", hours: "营业时间", hours_none: "营业时间未登记", telephone: "电话", area_gaps: "这里的缺口",
  area_none: "在所选标准的评价中没有这个区域。", round: "一趟办齐（30 分钟）的人口", remedies: "可以怎么补：", gain: "惠及 {n} 人",
  gone: "连不上服务器。请看看网络；地图会自己再试。", away: "与服务器断开，正在重连；所见可能不是最新的。", again: "再试一次",
  busy: "正在重新评价……", hint: "点一户住宅看它的步行圈；点网点看它服务谁；远处点一个社区看得分。", skip: "跳到面板", source: "依据",
  no_webgl: "这个浏览器不能显示地图（需要 WebGL 2）。面板和缺口表照常可用。",
};

const en: typeof zh = {
  title: "Linquan · Desk", language: "中文", standard: "Standard", person: "Who walks", map: "Map", panel: "Panel",
  needs_met: "Needs met", legend: "Needs met ({standard}, {person})", pass: "pass mark {n}%", below: "below the pass mark",
  above: "passes", unknown: "no data (grey, hatched)", outlet: "outlet (square)", circle: "living circle's edge",
  gate: "gate", zoom_in: "Zoom in", zoom_out: "Zoom out", city: "The city", people: "{n} people", homes: "{n} doors",
  of_all: "{n}%", gaps: "Gaps, by people", gaps_none: "No gaps: every rule is met, or there are no data.", gap_people: "People",
  gap_what: "What is missing", gap_where: "Where", gaps_more: "{all} in all, the first {shown} listed", close: "Back to the city",
  place: "Walking from here", loading: "Working it out …", kinds: "Kinds", count: "Within 15 min", nearest: "Nearest",
  minutes: "{n} min", missing: "missing", not_known: "no data", kinds_missing: "{n} kinds missing within 15 minutes",
  outline: "The map shows how far one walks in 5, 10 and 15 minutes; the longer the dashes, the longer the walk.",
  rules: "Rules", met: "met", unmet: "not met", rule_unknown: "no data",
  rules_hint: "Zoom in until homes appear and click one to see which rules it meets.",
  serves: "Whom it serves", serves_15: "Within a 15-minute walk: {homes} doors, {people} people.", served_by: "By walking time, summed up",
  within: "within {n} min", age_60: "{n} of them over 60", hours: "Hours", hours_none: "Hours are not on record", telephone: "Telephone",
  area_gaps: "Gaps here", area_none: "This area is not in the evaluation under the chosen standard.",
  round: "People with one 30-minute round", remedies: "What would help:", gain: "{n} people gain",
  gone: "The server cannot be reached. Look at your network; the map tries again by itself.",
  away: "The line to the server is broken; reconnecting. What you see may be out of date.", again: "Try again",
  busy: "Evaluating anew …", hint: "Click a home for its walking circle, an outlet for whom it serves, far out a community for its scores.",
  skip: "Skip to the panel", source: "Source",
  no_webgl: "This browser cannot draw the map (it needs WebGL 2). The panel and the gap table work all the same.",
};

export type Word = keyof typeof zh;

export function say(language: Language, word: Word, places: Record<string, string | number> = {}): string {
  const sentence = (language === "zh" ? zh : en)[word];
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(places[name] ?? whole));
}

export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? "–" : `${(share * 100).toFixed(1)}%`;
}

/// Whole minutes, never told shorter than they are.
export function minutes_of(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60));
}
