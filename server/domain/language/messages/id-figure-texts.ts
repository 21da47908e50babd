import type { FigureTexts } from '../figure-texts.ts';

/** Bahasa Indonesia for what figures say of themselves. Not reviewed. */
export const figureTexts: FigureTexts = {
  sourceLeadBodies: 'laporan badan pemimpin, sebagaimana diterima sekretariat',
  sourceLead: 'laporan {code}, sebagaimana diterima sekretariat',
  sourceReceived: 'laporan yang masuk dan diterima sekretariat',
  sourceRule: 'laporan yang diterima, digabungkan menurut aturan indikator',
  sourceRules: 'laporan yang diterima, digabungkan menurut aturan setiap indikator',
  sourceReleased: 'laporan yang diterima, dirilis oleh pelapor',
  sourceRecords: 'catatan pelacak ini sendiri tentang kegiatan dan laporan',
  sourceLibrary: 'pustaka pelacak ini, sebagaimana dirilis sekretariat',
  sourceParticipation: 'rencana kerja, dan laporan sebagaimana diterima sekretariat',
  sourceTimeline: 'rencana kerja; status dari laporan badan pemimpin, sebagaimana diterima sekretariat',

  someStates: '{part, number} dari {whole, plural, other {# negara}}',
  noStates: 'tidak satu pun dari {whole, plural, other {# negara}}',
  allStates: 'semua {whole, plural, other {# negara}}',
  someBodies: '{part, number} dari {whole, plural, other {# badan}}',
  noBodies: 'tidak satu pun dari {whole, plural, other {# badan}}',
  allBodies: 'semua {whole, plural, other {# badan}}',
  someReporters: '{part, number} dari {whole, plural, other {# pelapor}}',
  statesAndBodies: '{stateShare} dan {bodyShare}',
  statesReporting: '{part, number} dari {whole, plural, other {# negara}} melapor',
  bodiesReporting: '{part, number} dari {whole, plural, other {# badan}} melapor',
  bothReporting: '{part, number} dari {whole, plural, other {# negara dan badan}} melapor',
  statesWithFigure: '{part, number} dari {whole, plural, other {# negara}} memiliki angka sendiri',
  reportersWithFigure: '{part, number} dari {whole, plural, other {# pelapor}} memiliki angka sendiri',
  libraryNone: 'tidak ada entri dalam pustaka',
  libraryNames: '{entries, plural, other {# entri}} pustaka, yang menyebut {stateShare}',
  part: '{part, number} dari {whole, number}',

  noteStillStands: 'Jika badan pemimpin belum melapor untuk suatu putaran, status terakhirnya tetap berlaku.',
  noteTrack: 'Batang di bawah tanda membentang sepanjang tahun kegiatan berjalan.',
  noteDotted:
    'Jika {code} belum melapor untuk suatu putaran, status terakhirnya tetap berlaku: garis putus-putus berasal darinya.',
  noteCarried:
    '{carried, number} dari {statuses, plural, other {# status}} {carried, plural, other {berasal}} dari laporan sebelumnya, karena badan pemimpin belum melapor lagi.',
  noteLater:
    '{count, plural, other {# kegiatan mulai}} pada putaran berikutnya: belum ada yang diharapkan di sana.',
  noteLeft: '{count, plural, other {# kegiatan sudah keluar dari rencana kerja}} dan tidak dihitung.',
  noteWholePlan:
    'Setiap kegiatan rencana kerja dihitung menurut status terakhir yang dilaporkan, juga yang mulai kemudian. Indikator tentang kegiatan suatu tahun hanya menghitung kegiatan yang berjalan pada tahun itu dan dilaporkan untuk putaran itu.',
  noteTimeline: 'Yang terisi terletak sebelum akhir {round}, yang kosong masih akan datang.',
  noteMap:
    'Kotak berukuran sama dan kira-kira menurut letak negara. Jika suatu putaran belum waktunya, negara itu tidak diminta melapor.',
  noteGrid: 'Jika suatu putaran belum waktunya, pelapor tidak diminta melapor. Urutannya menurut nama.',
  noteParticipation:
    'Kotak berukuran sama dan kira-kira menurut letak negara. Banyaknya kegiatan yang menyebut suatu negara tidak menunjukkan seberapa baik kinerjanya.',
  notePairs:
    'Satu entri dihitung sekali untuk setiap pasangan negara yang disebutnya: entri dengan tiga negara menjadi tiga pasangan.',
  noteEmptySquare:
    'Kotak kosong berarti pustaka tidak memiliki entri seperti itu, bukan berarti kedua negara tidak bekerja sama.',
  noteSameScale:
    'Menurut abjad, semuanya dengan skala yang sama dari nol. Hukum, sistem, dan jumlah penduduk berbeda, jadi negara-negara tidak dapat dibandingkan.',
  noteOwnScale:
    'Setiap grafik memiliki skalanya sendiri dari nol, hingga 100 untuk persentase. Isinya berbeda-beda dan tidak dapat dibandingkan.',
  noteMarkedStates:
    '{count, plural, other {# negara}} ditampilkan hanya dengan tanda, yang menjelaskan sebabnya.',
  noteMarkedReporters:
    '{count, plural, other {# pelapor}} ditampilkan hanya dengan tanda, yang menjelaskan sebabnya.',
  noteMarkedFigures:
    '{count, plural, other {# angka}} ditampilkan hanya dengan tanda, yang menjelaskan sebabnya.',
  noteSilentStates:
    '{count, plural, other {# negara tidak merilis apa pun}} dan tidak ditampilkan di sini: hanya dihitung dalam jumlah kawasan, atau tidak sama sekali.',
  noteSilentReporters:
    '{count, plural, other {# pelapor tidak merilis apa pun}} dan tidak ditampilkan di sini: hanya dihitung dalam jumlah kawasan, atau tidak sama sekali.',
  noteOverlapPersons:
    'Jumlah dari laporan, bukan orang yang berbeda-beda: dua negara dapat melaporkan orang yang sama, misalnya jika satu negara menemukan dan negara lain menerima.',
  noteOverlapUnitPersons:
    'Jumlah dari laporan, dapat terhitung lebih dari sekali ({unit}): dua negara dapat melaporkan orang yang sama, misalnya jika satu negara menemukan dan negara lain menerima.',
  noteOverlapCases:
    'Jumlah dari laporan, dapat terhitung lebih dari sekali ({unit}): dua negara dapat melaporkan kasus yang sama, misalnya jika satu negara menemukan dan negara lain menerima.',
  noteYearBar:
    'Batang suatu tahun menjumlahkan putaran-putarannya, sehingga puncaknya dapat dibandingkan dengan target tahun itu. Laporan yang tidak ada bukanlah nol: di bawah setiap putaran tertulis berapa laporan di dalamnya.',
  noteYearBarPersons:
    'Batang suatu tahun menjumlahkan putaran-putarannya, sehingga puncaknya dapat dibandingkan dengan target tahun itu. Satu orang dapat dihitung dalam beberapa putaran. Laporan yang tidak ada bukanlah nol: di bawah setiap putaran tertulis berapa laporan di dalamnya.',
  noteParts:
    'Jumlah bagian dapat lebih kecil daripada jumlah keseluruhan jika suatu laporan tidak dirinci. Bagian dari rincian yang berbeda saling bertumpang tindih.',
  noteAnswers: 'Negara mana memberi jawaban apa hanya ditampilkan jika negara itu merilisnya.',
  noteSteps:
    'Setiap langkah dihitung sendiri. Orang yang ditemukan pada satu putaran dapat diidentifikasi, dirujuk, atau dipulangkan pada putaran berikutnya, jadi langkah-langkah ini tidak mengikuti satu kelompok orang, dan membagi satu langkah dengan langkah lain tidak menghasilkan angka rasio.',
  noteStepsEvenOf:
    'Setiap langkah memuat {reports, number} dari {expected, number} laporan, meskipun tidak selalu dari negara yang sama.',
  noteStepsEven:
    'Setiap langkah memuat {reports, number} laporan, meskipun tidak selalu dari negara yang sama.',
  noteStepsUnevenOf:
    'Langkah-langkah ini didasarkan pada {least, number} hingga {most, number} dari {expected, number} laporan, tidak selalu dari negara yang sama: suatu langkah dapat lebih tinggi atau lebih rendah karena pelapornya lain.',
  noteStepsUneven:
    'Langkah-langkah ini didasarkan pada {least, number} hingga {most, number} laporan, tidak selalu dari negara yang sama: suatu langkah dapat lebih tinggi atau lebih rendah karena pelapornya lain.',
  noteSlice:
    '{names} hanya menampilkan bagian indikator tentang {slice}; langkah lain menampilkan seluruh indikatornya, yang dapat mencakup bentuk perdagangan orang lainnya.',
  noteSlices:
    '{names} hanya menampilkan bagian indikator tentang {slice}; langkah lain menampilkan seluruh indikatornya, yang dapat mencakup bentuk perdagangan orang lainnya.',
  noteStepsOverlap:
    'Dua negara dapat melaporkan orang yang sama. Angkanya adalah jumlah dari laporan, bukan orang yang berbeda-beda.',
  noteStepHidden: '{names} tidak memiliki angka di sini; tandanya menjelaskan sebabnya. Itu bukan nol.',
  noteStepsHidden: '{names} tidak memiliki angka di sini; tandanya menjelaskan sebabnya. Itu bukan nol.',

  aboutActivity: 'Status kegiatan {code} pada setiap putaran, sepanjang tahun kegiatan itu berjalan',
  aboutPairs: 'Pasangan negara yang bekerja sama, menurut banyaknya entri dalam pustaka',
  aboutPairsOfLens: 'Pasangan negara yang bekerja sama: {lens}, menurut banyaknya entri dalam pustaka',
  aboutMap: 'Peta negara anggota: mana yang sudah melapor untuk putaran terbaru',
  aboutGrid: 'Negara anggota dan badan sektoral mana yang sudah melapor untuk putaran mana, menurut nama',
  aboutSteps:
    '{lens}: hitungan terpisah untuk {round}, dari langkah pertama hingga terakhir; tidak mengikuti satu kelompok orang',
  aboutByArea: 'Kegiatan menurut bidang tematik dan status, {round}',
  aboutByAreaOfLens: '{lens}: kegiatan menurut bidang tematik dan status, {round}',
  aboutByRound: 'Kegiatan menurut putaran dan status',
  aboutByRoundOfArea: 'Kegiatan bidang {code} menurut putaran dan status',
  aboutByRoundOfObjective: 'Kegiatan tujuan {code} menurut putaran dan status',
  aboutParticipation:
    'Negara dan badan: dalam berapa kegiatan masing-masing ikut serta, dan apakah sudah melapor untuk setiap putaran terbaru, hingga {round}',
  aboutOwn: 'Angka yang dirilis {name}, menurut putaran, masing-masing di samping masa lalunya sendiri',
  aboutPlan:
    'Semua {count, plural, other {# kegiatan}} menurut bidang tematik, dalam urutan rencana kerja, dengan statusnya pada {round}',
  aboutYears:
    'Tahun-tahun berjalannya {count, plural, other {# kegiatan}}, menurut tujuan, dan status masing-masing pada {round}',
  aboutYearsOfArea:
    'Tahun-tahun berjalannya {count, plural, other {# kegiatan}} bidang {code}, menurut tujuan, dan status masing-masing pada {round}',
  aboutYearsOfObjective:
    'Tahun-tahun berjalannya {count, plural, other {# kegiatan}} tujuan {code}, menurut tujuan, dan status masing-masing pada {round}',
  aboutByState: '{indicator}: angka yang dirilis masing-masing negara menurut putaran, dalam urutan abjad',
  aboutByReporter:
    '{indicator}: angka yang dirilis masing-masing pelapor menurut putaran, dalam urutan abjad',
  aboutCourse: '{indicator}: angka kawasan menurut putaran',
  aboutCourseTargets: '{indicator}: angka kawasan menurut putaran, dengan target',
  aboutBreakdown: '{indicator}: angka kawasan menurut putaran, dirinci menurut {dimension}',
  aboutAnswers: '{indicator}: berapa negara memberi setiap jawaban, menurut putaran',

  round: 'Putaran',
  status: 'Status',
  asOf: 'Per',
  state: 'Negara',
  reporter: 'Pelapor',
  kind: 'Jenis',
  pair: 'Pasangan negara',
  entries: 'Entri',
  byKind: 'Menurut jenis',
  who: 'Siapa',
  activities: 'Kegiatan',
  leads: 'Memimpin',
  cooperates: 'Bekerja sama',
  takesPart: 'Ikut serta',
  indicator: 'Indikator',
  unit: 'Satuan',
  area: 'Bidang tematik',
  objective: 'Tujuan',
  lead: 'Pemimpin',
  activity: 'Kegiatan',
  step: 'Langkah',
  what: 'Apa yang dihitung',
  count: 'Banyaknya',
  outOf: 'Dari',
  partOf: 'Bagian dari',
  reportsIn: 'Laporan di dalamnya',
  note: 'Catatan',
  outcome: 'Hasil',
  targetOfYear: 'Target tahun itu',
  targetOfEnd: 'Target akhir tahun',
  reportingStates: 'Negara yang melapor',
  reportingBodies: 'Badan yang melapor',
  reportingBoth: 'Negara dan badan yang melapor',
  percentage: 'Persentase',
  statesHeading: 'Negara',
  silent: 'Tidak melapor',
  personsInRound: 'Orang pada putaran itu',
  unitInRound: 'Banyaknya pada putaran itu ({unit})',

  total: 'Jumlah',
  targetFor: 'Target untuk {year}',
  targetForEnd: 'Target untuk akhir {year}',
  baseline: 'Nilai dasar, {year}',
  reported: 'Sudah melapor',
  notReported: 'Belum melapor',
  notDue: 'Belum waktunya',
  notYetReported: 'Belum dilaporkan',
  notDueYet: 'Belum waktunya',
  ended: 'Berakhir',
  merged: 'Digabungkan dengan kegiatan lain',
  split: 'Dipecah menjadi kegiatan lain',
  runs: 'berjalan',
  body: 'Badan sektoral',
  states: 'Negara anggota',
  bodies: 'Badan sektoral',
  answer: 'jawaban',
  met: 'Tercapai',
  missed: 'Tidak tercapai',
  doubtful: 'Belum dapat dikatakan: {doubtShare}',
  doubtReports: '{part, number} dari {whole, number} melapor',
  doubtBreak: 'definisi berubah dalam tahun {year}',
  doubtNone: 'tidak ada angka yang dirilis',
  doubtNoneFor: 'tidak ada angka yang dirilis untuk {rounds}',
  doubtRounds: 'putaran-putaran tidak mencakup seluruh tahun {year}',
  doubtCoverage: 'banyaknya pelapor tidak disebutkan',
  doubtPersons: 'satu orang dapat dihitung dalam beberapa putaran',
  noFigure: 'Tidak ada angka yang dirilis.',
  protected: 'Tidak ditampilkan, untuk melindungi jumlah yang kecil dan angka masing-masing pelapor.',
  persons: '{count, plural, other {# orang}}',
  inspections: '{count, plural, other {# pemeriksaan}}',
  statesCounted: '{count, plural, other {# negara}}',
  yes: 'Ya',
  noPercentage: 'tidak ada persentase',
};
