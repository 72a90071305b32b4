export { ChangeFeedModule } from './change-feed.module.js';
export { History, type HistoryPage, type HistoryPageStart, type SeenDefinition } from './history.js';
export { type Moment, parseMoment, TIMESTAMP } from './moment.js';
export { everyPage, type Identified, type PageRequest, type PageStart } from './page.js';
export { type Answer, type Question, Resolution } from './resolution.js';
export { Retention } from './retention.js';
export { parseSince, type Since } from './since.js';
export { Snapshot, type SnapshotPage } from './snapshot.js';
export { Updates, type UpdatesPage } from './updates.js';
