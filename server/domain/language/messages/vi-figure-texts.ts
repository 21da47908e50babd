import type { FigureTexts } from '../figure-texts.ts';

/** Vietnamese for what figures say of themselves. Not reviewed. */
export const figureTexts: FigureTexts = {
  sourceLeadBodies: 'báo cáo của các cơ quan chủ trì, đã được ban thư ký chấp nhận',
  sourceLead: 'báo cáo của {code}, đã được ban thư ký chấp nhận',
  sourceReceived: 'các báo cáo mà ban thư ký đã nhận và chấp nhận',
  sourceRule: 'các báo cáo được chấp nhận, tổng hợp theo quy tắc của chỉ số',
  sourceRules: 'các báo cáo được chấp nhận, tổng hợp theo quy tắc của từng chỉ số',
  sourceReleased: 'các báo cáo được chấp nhận, do bên báo cáo cho công bố',
  sourceRecords: 'ghi nhận của chính hệ thống theo dõi này về hoạt động và báo cáo',
  sourceLibrary: 'thư viện của hệ thống theo dõi này, do ban thư ký công bố',
  sourceParticipation: 'kế hoạch, và các báo cáo đã được ban thư ký chấp nhận',
  sourceTimeline: 'kế hoạch; trạng thái lấy từ báo cáo của các cơ quan chủ trì, đã được ban thư ký chấp nhận',

  someStates: '{part, number} trên {whole, plural, other {# quốc gia}}',
  noStates: 'không có quốc gia nào trong {whole, plural, other {# quốc gia}}',
  allStates: 'tất cả {whole, plural, other {# quốc gia}}',
  someBodies: '{part, number} trên {whole, plural, other {# cơ quan}}',
  noBodies: 'không có cơ quan nào trong {whole, plural, other {# cơ quan}}',
  allBodies: 'tất cả {whole, plural, other {# cơ quan}}',
  someReporters: '{part, number} trên {whole, plural, other {# bên báo cáo}}',
  statesAndBodies: '{stateShare} và {bodyShare}',
  statesReporting: '{part, number} trên {whole, plural, other {# quốc gia}} đã báo cáo',
  bodiesReporting: '{part, number} trên {whole, plural, other {# cơ quan}} đã báo cáo',
  bothReporting: '{part, number} trên {whole, plural, other {# quốc gia và cơ quan}} đã báo cáo',
  statesWithFigure: '{part, number} trên {whole, plural, other {# quốc gia}} có số liệu riêng',
  reportersWithFigure: '{part, number} trên {whole, plural, other {# bên báo cáo}} có số liệu riêng',
  libraryNone: 'không có mục nào trong thư viện',
  libraryNames: '{entries, plural, other {# mục}} của thư viện, nêu tên {stateShare}',
  part: '{part, number} trên {whole, number}',

  noteStillStands: 'Nếu cơ quan chủ trì chưa báo cáo cho một kỳ thì trạng thái gần nhất vẫn được giữ.',
  noteTrack: 'Thanh bên dưới các ký hiệu chạy dọc theo những năm hoạt động diễn ra.',
  noteDotted:
    'Nếu {code} chưa báo cáo cho một kỳ thì trạng thái gần nhất vẫn được giữ: một đường chấm nối từ trạng thái đó.',
  noteCarried:
    '{carried, number} trên {statuses, plural, other {# trạng thái}} {carried, plural, other {là}} từ báo cáo trước, vì cơ quan chủ trì chưa báo cáo lại.',
  noteLater: '{count, plural, other {# hoạt động bắt đầu}} ở một kỳ sau: hiện chưa cần có kết quả.',
  noteLeft: '{count, plural, other {# hoạt động không còn trong kế hoạch}} và không được tính.',
  noteWholePlan:
    'Mọi hoạt động của kế hoạch đều được tính theo trạng thái báo cáo gần nhất, kể cả hoạt động bắt đầu sau. Chỉ số về các hoạt động của một năm chỉ tính những hoạt động diễn ra trong năm đó và được báo cáo cho kỳ đó.',
  noteTimeline: 'Phần tô đậm là trước khi kết thúc {round}, phần để trống là phần chưa tới.',
  noteMap:
    'Các ô vuông bằng nhau và đặt gần đúng theo vị trí của các quốc gia. Nếu một kỳ chưa đến hạn thì quốc gia đó không được yêu cầu báo cáo.',
  noteGrid: 'Nếu một kỳ chưa đến hạn thì bên báo cáo không được yêu cầu báo cáo. Thứ tự được xếp theo tên.',
  noteParticipation:
    'Các ô vuông bằng nhau và đặt gần đúng theo vị trí của các quốc gia. Số hoạt động nêu tên một quốc gia không cho biết quốc gia đó làm tốt đến đâu.',
  notePairs:
    'Một mục được tính một lần cho mỗi cặp quốc gia mà nó nêu tên: mục có ba quốc gia được tính là ba cặp.',
  noteEmptySquare:
    'Ô trống nghĩa là thư viện không có mục như vậy, không có nghĩa là hai quốc gia không hợp tác với nhau.',
  noteSameScale:
    'Theo thứ tự chữ cái, tất cả trên cùng một thang đo từ số không. Pháp luật, hệ thống và dân số khác nhau nên không thể so sánh các quốc gia.',
  noteOwnScale:
    'Mỗi biểu đồ có thang đo riêng từ số không, đến 100 với tỷ lệ phần trăm. Các biểu đồ cho thấy những điều khác nhau và không thể so sánh.',
  noteMarkedStates:
    '{count, plural, other {# quốc gia}} chỉ được hiển thị bằng ký hiệu, ký hiệu cho biết lý do.',
  noteMarkedReporters:
    '{count, plural, other {# bên báo cáo}} chỉ được hiển thị bằng ký hiệu, ký hiệu cho biết lý do.',
  noteMarkedFigures:
    '{count, plural, other {# số liệu}} chỉ được hiển thị bằng ký hiệu, ký hiệu cho biết lý do.',
  noteSilentStates:
    '{count, plural, other {# quốc gia không công bố số liệu}} nên không có ở đây: chỉ được tính trong tổng của khu vực, hoặc không được tính.',
  noteSilentReporters:
    '{count, plural, other {# bên báo cáo không công bố số liệu}} nên không có ở đây: chỉ được tính trong tổng của khu vực, hoặc không được tính.',
  noteOverlapPersons:
    'Tổng của các báo cáo, không phải số người riêng biệt: hai quốc gia có thể báo cáo cùng một người, chẳng hạn khi một bên phát hiện và bên kia tiếp nhận.',
  noteOverlapUnitPersons:
    'Tổng của các báo cáo, có thể tính trùng ({unit}): hai quốc gia có thể báo cáo cùng một người, chẳng hạn khi một bên phát hiện và bên kia tiếp nhận.',
  noteOverlapCases:
    'Tổng của các báo cáo, có thể tính trùng ({unit}): hai quốc gia có thể báo cáo cùng một vụ việc, chẳng hạn khi một bên phát hiện và bên kia tiếp nhận.',
  noteYearBar:
    'Cột của một năm cộng các kỳ của năm đó, để so đỉnh cột với mục tiêu của năm. Báo cáo còn thiếu không phải là số không: dưới mỗi kỳ có ghi số báo cáo trong đó.',
  noteYearBarPersons:
    'Cột của một năm cộng các kỳ của năm đó, để so đỉnh cột với mục tiêu của năm. Một người có thể được tính trong nhiều kỳ. Báo cáo còn thiếu không phải là số không: dưới mỗi kỳ có ghi số báo cáo trong đó.',
  noteParts:
    'Các phần cộng lại có thể nhỏ hơn tổng nếu một báo cáo không phân tách số liệu. Các phần của những cách phân tách khác nhau chồng lên nhau.',
  noteAnswers: 'Quốc gia nào trả lời thế nào chỉ được hiển thị khi quốc gia đó đã cho công bố.',
  noteSteps:
    'Mỗi bước được đếm riêng. Người được phát hiện trong một kỳ có thể được xác định, chuyển tuyến hoặc hồi hương ở kỳ sau, vì vậy các bước không theo dõi cùng một nhóm người, và chia bước này cho bước khác không cho ra tỷ lệ nào.',
  noteStepsEvenOf:
    'Mỗi bước gồm {reports, number} trên {expected, number} báo cáo, tuy không phải lúc nào cũng của cùng các quốc gia.',
  noteStepsEven: 'Mỗi bước gồm {reports, number} báo cáo, tuy không phải lúc nào cũng của cùng các quốc gia.',
  noteStepsUnevenOf:
    'Các bước dựa trên từ {least, number} đến {most, number} trên {expected, number} báo cáo, không phải lúc nào cũng của cùng các quốc gia: một bước có thể cao hơn hoặc thấp hơn vì bên báo cáo khác nhau.',
  noteStepsUneven:
    'Các bước dựa trên từ {least, number} đến {most, number} báo cáo, không phải lúc nào cũng của cùng các quốc gia: một bước có thể cao hơn hoặc thấp hơn vì bên báo cáo khác nhau.',
  noteSlice:
    '{names} chỉ cho thấy phần của chỉ số về {slice}; các bước khác cho thấy toàn bộ chỉ số của mình, có thể bao gồm các hình thức mua bán người khác.',
  noteSlices:
    '{names} chỉ cho thấy phần của chỉ số về {slice}; các bước khác cho thấy toàn bộ chỉ số của mình, có thể bao gồm các hình thức mua bán người khác.',
  noteStepsOverlap:
    'Hai quốc gia có thể báo cáo cùng một người. Các số đếm là tổng của các báo cáo, không phải số người riêng biệt.',
  noteStepHidden: '{names} không có số ở đây; ký hiệu cho biết lý do. Đó không phải là số không.',
  noteStepsHidden: '{names} không có số ở đây; ký hiệu cho biết lý do. Đó không phải là số không.',

  aboutActivity: 'Trạng thái của hoạt động {code} trong từng kỳ, dọc theo những năm hoạt động diễn ra',
  aboutPairs: 'Các cặp quốc gia hợp tác với nhau, theo số mục trong thư viện',
  aboutPairsOfLens: 'Các cặp quốc gia hợp tác với nhau: {lens}, theo số mục trong thư viện',
  aboutMap: 'Bản đồ các quốc gia thành viên: quốc gia nào đã báo cáo cho các kỳ gần nhất',
  aboutGrid: 'Quốc gia thành viên và cơ quan chuyên ngành nào đã báo cáo cho kỳ nào, xếp theo tên',
  aboutSteps:
    '{lens}: các số đếm riêng cho {round}, từ bước đầu đến bước cuối; không theo dõi cùng một nhóm người',
  aboutByArea: 'Các hoạt động theo lĩnh vực chuyên đề và trạng thái, {round}',
  aboutByAreaOfLens: '{lens}: các hoạt động theo lĩnh vực chuyên đề và trạng thái, {round}',
  aboutByRound: 'Các hoạt động theo kỳ và trạng thái',
  aboutByRoundOfArea: 'Các hoạt động của lĩnh vực {code} theo kỳ và trạng thái',
  aboutByRoundOfObjective: 'Các hoạt động của mục tiêu cụ thể {code} theo kỳ và trạng thái',
  aboutParticipation:
    'Các quốc gia và cơ quan: mỗi bên tham gia bao nhiêu hoạt động, và đã báo cáo cho từng kỳ gần nhất hay chưa, đến {round}',
  aboutOwn: 'Số liệu mà {name} đã cho công bố, theo kỳ, mỗi số liệu bên cạnh quá khứ của chính nó',
  aboutPlan:
    'Tất cả {count, plural, other {# hoạt động}} theo lĩnh vực chuyên đề, theo thứ tự của kế hoạch, với trạng thái trong {round}',
  aboutYears:
    'Những năm diễn ra {count, plural, other {# hoạt động}}, theo mục tiêu cụ thể, và trạng thái của từng hoạt động trong {round}',
  aboutYearsOfArea:
    'Những năm diễn ra {count, plural, other {# hoạt động}} của lĩnh vực {code}, theo mục tiêu cụ thể, và trạng thái của từng hoạt động trong {round}',
  aboutYearsOfObjective:
    'Những năm diễn ra {count, plural, other {# hoạt động}} của mục tiêu cụ thể {code}, và trạng thái của từng hoạt động trong {round}',
  aboutByState: '{indicator}: số liệu do từng quốc gia cho công bố theo kỳ, theo thứ tự chữ cái',
  aboutByReporter: '{indicator}: số liệu do từng bên báo cáo cho công bố theo kỳ, theo thứ tự chữ cái',
  aboutCourse: '{indicator}: số liệu của khu vực theo kỳ',
  aboutCourseTargets: '{indicator}: số liệu của khu vực theo kỳ, kèm mục tiêu',
  aboutBreakdown: '{indicator}: số liệu của khu vực theo kỳ, phân tách theo {dimension}',
  aboutAnswers: '{indicator}: bao nhiêu quốc gia đưa ra từng câu trả lời, theo kỳ',

  round: 'Kỳ',
  status: 'Trạng thái',
  asOf: 'Tính đến',
  state: 'Quốc gia',
  reporter: 'Bên báo cáo',
  kind: 'Loại',
  pair: 'Cặp quốc gia',
  entries: 'Số mục',
  byKind: 'Theo loại',
  who: 'Tên',
  activities: 'Hoạt động',
  leads: 'Chủ trì',
  cooperates: 'Phối hợp',
  takesPart: 'Tham gia',
  indicator: 'Chỉ số',
  unit: 'Đơn vị',
  area: 'Lĩnh vực chuyên đề',
  objective: 'Mục tiêu cụ thể',
  lead: 'Cơ quan chủ trì',
  activity: 'Hoạt động',
  step: 'Bước',
  what: 'Nội dung được đếm',
  count: 'Số đếm',
  outOf: 'Trên tổng số',
  partOf: 'Phần của',
  reportsIn: 'Số báo cáo trong đó',
  note: 'Ghi chú',
  outcome: 'Kết quả',
  targetOfYear: 'Mục tiêu của năm',
  targetOfEnd: 'Mục tiêu cuối năm',
  reportingStates: 'Quốc gia báo cáo',
  reportingBodies: 'Cơ quan báo cáo',
  reportingBoth: 'Quốc gia và cơ quan báo cáo',
  percentage: 'Tỷ lệ phần trăm',
  statesHeading: 'Quốc gia',
  silent: 'Không báo cáo',
  personsInRound: 'Số người trong kỳ',
  unitInRound: 'Số lượng trong kỳ ({unit})',

  total: 'Tổng số',
  targetFor: 'Mục tiêu cho năm {year}',
  targetForEnd: 'Mục tiêu cho cuối năm {year}',
  baseline: 'Giá trị gốc, {year}',
  reported: 'Đã báo cáo',
  notReported: 'Chưa báo cáo',
  notDue: 'Chưa đến hạn',
  notYetReported: 'Chưa báo cáo',
  notDueYet: 'Chưa đến hạn',
  ended: 'Đã kết thúc',
  merged: 'Được gộp vào hoạt động khác',
  split: 'Được tách thành các hoạt động khác',
  runs: 'diễn ra',
  body: 'Cơ quan chuyên ngành',
  states: 'Quốc gia thành viên',
  bodies: 'Các cơ quan chuyên ngành',
  answer: 'câu trả lời',
  met: 'Đạt',
  missed: 'Không đạt',
  doubtful: 'Chưa thể khẳng định: {doubtShare}',
  doubtReports: '{part, number} trên {whole, number} đã báo cáo',
  doubtBreak: 'định nghĩa thay đổi trong năm {year}',
  doubtNone: 'không có số liệu được công bố',
  doubtNoneFor: 'không có số liệu được công bố cho {rounds}',
  doubtRounds: 'các kỳ không bao gồm cả năm {year}',
  doubtCoverage: 'không nêu có bao nhiêu bên báo cáo',
  doubtPersons: 'một người có thể được tính trong nhiều kỳ',
  noFigure: 'Không có số liệu được công bố.',
  protected: 'Không hiển thị, để bảo vệ các số nhỏ và số liệu của từng bên báo cáo.',
  persons: '{count, plural, other {# người}}',
  inspections: '{count, plural, other {# cuộc kiểm tra}}',
  statesCounted: '{count, plural, other {# quốc gia}}',
  yes: 'Có',
  noPercentage: 'không có tỷ lệ phần trăm',
};
