import type { Translation } from '../catalogue.ts';

/** Bahasa Indonesia for the parts of every public page. Not reviewed. */
export const frame = {
  navigation: {
    main: 'Menu utama',
    overview: 'Ikhtisar',
    plan: 'Rencana kerja',
    indicators: 'Indikator',
    targets: 'Target',
    states: 'Negara',
    bodies: 'Badan sektoral',
    partners: 'Mitra',
    cooperation: 'Kerja sama',
    library: 'Pustaka',
    publications: 'Publikasi',
    data: 'Data',
    search: 'Cari',
    searchLabel: 'Cari dalam rencana kerja, publikasi, dan pustaka',
    signIn: 'Masuk',
    skip: 'Langsung ke isi',
    menu: 'Menu',
    languages: 'Bahasa',
    otherLanguages: 'Halaman ini dalam bahasa lain',
    unreviewed:
      'Terjemahan ini belum ditinjau oleh penutur bahasa Indonesia. Angka ditulis dengan cara Inggris: 1,234.5.',
    contentInEnglish: 'Isi rencana kerja dan laporan disajikan dalam bahasa Inggris.',
    englishOnly:
      'Halaman ini hanya dalam bahasa Inggris: isinya mengutip berkas dan laporan kata demi kata, dan semuanya dalam bahasa Inggris.',
    inEnglish: 'Baca halaman ini dalam bahasa Inggris',
    inView: 'Publikasi yang ditampilkan',
    older: 'Publikasi yang lebih lama sedang ditampilkan:',
    olderOf: 'publikasi {number} tanggal {date}, mengenai {round}.',
    newest: 'Tampilkan yang terbaru, publikasi {number}',
    aboutPlan: 'Halaman-halaman ini membahas rencana kerja yang berbeda dari halaman depan: {plan}.',
    allPlans: 'Lihat semua rencana kerja',
  },
  figure: {
    source: 'Sumber: {source}',
    coverage: 'Cakupan: {coverage}',
    moreNotes: '{count, plural, other {# catatan lagi}}',
    asTable: 'Tampilkan sebagai tabel',
    asChart: 'Tampilkan sebagai grafik interaktif',
    download: 'Unduh',
    receipt: 'Asal angka-angka ini',
    embed: 'Sematkan di situs lain',
    legend: 'Keterangan',
    target: 'Target',
    total: 'Jumlah',
    suppressed: 'Disembunyikan',
    withheld: 'Tidak ada angka yang dirilis',
    not_available: 'Tidak tersedia',
    not_applicable: 'Tidak berlaku',
    not_yet_reported: 'Belum dilaporkan',
    suppressedMeaning:
      'tidak ditampilkan agar jumlah orang yang kecil tidak dapat dibaca atau dihitung kembali',
    range: 'Disajikan sebagai rentang',
    rangeMeaning:
      'angka berada dalam rentang ini; angka tepatnya disembunyikan untuk melindungi orang dan angka masing-masing pelapor',
    rangeInWords: '{least} hingga {most}',
    withheldMeaning:
      'tidak ada angka yang terbuka untuk umum di sini; ada tidaknya angka pun tidak diumumkan',
    not_availableMeaning: 'pelapor menjawab bahwa ia tidak memiliki angkanya',
    not_applicableMeaning: 'pertanyaan ini tidak berlaku bagi pelapor tersebut',
    not_yet_reportedMeaning: 'belum ada jawaban untuk putaran pelaporan ini',
    publicationLine: 'Publikasi {number}, {date}',
    behind: 'Tertinggal',
    onTrack: 'Selesai atau sesuai rencana',
    due: 'Jatuh waktu pada akhir putaran',
    number: 'Angka',
    squares: 'Kotak, dari yang terlama',
    met: 'Target tercapai',
    missed: 'Target tidak tercapai',
    dataTo: 'Data hingga {date}',
    slide: 'Salindia',
    today: 'Hari ini',
    ofBase: '{count} dari {base}',
  },
  terms: {
    ledBy: 'Dipimpin oleh',
    years: 'Tahun:',
    lead: 'Pemimpin',
    cooperating: 'Bekerja sama',
    takingPart: 'Ikut serta',
    partners: 'Mitra',
    articles: 'Pasal konvensi',
    tags: 'Tag',
    topic: 'Topik',
    basis: 'Asalnya',
    plannedFor: 'Direncanakan untuk',
    achievements: 'Capaian',
    challenges: 'Tantangan',
    obstacles: 'Apa yang menghambat',
    helpWanted: 'Apa yang akan membantu',
    nextSteps: 'Langkah berikutnya',
    reported: 'Sudah melapor',
    not_reported: 'Belum melapor',
    not_due: 'Belum waktunya',
  },
  status: {
    marks: 'Tanda',
    countsAsDone: 'dihitung sebagai selesai',
    countsAsLate: 'dihitung sebagai terlambat',
    countsAsOnTrack: 'dihitung sebagai sesuai rencana',
    notReportedMeaning: 'badan penanggung jawab telah diminta melapor dan belum melaporkan status',
  },
  footer: {
    drawnFrom: 'Diambil dari {publication}, mengenai {round}.',
    nothing: 'Belum ada yang dipublikasikan.',
    licence: 'Data yang dipublikasikan dapat digunakan menurut {licence}.',
    address: 'Halaman ini, sebagaimana dicetak: {address}',
    more: 'Tentang situs ini',
    about: 'Tentang',
    methodology: 'Metodologi',
    disclosure: 'Yang tidak ditampilkan',
    accessibility: 'Aksesibilitas',
    feed: 'Umpan publikasi baru',
    plans: 'Rencana kerja lain',
  },
  errors: {
    notHere: 'Halaman ini tidak ada',
    gone: 'Berkas ini sudah tidak ada',
    notReadable: 'Alamat ini tidak dapat dibaca',
    mistyped: 'Alamatnya mungkin salah ketik, atau isinya tidak lagi menjadi bagian dari rencana kerja.',
    findIt: 'Mungkin dapat ditemukan di sini:',
    plan: 'Rencana kerja dengan semua kegiatannya',
    indicators: 'Semua indikator',
    publication: 'Publikasi {number}',
    publications: 'Setiap publikasi sebagaimana diterbitkan',
    overview: 'Ikhtisar',
    nothingYet: 'Belum ada yang dipublikasikan',
    nothingYetText:
      'Angka dan status akan tampil di sini setelah publikasi pertama, yaitu setelah satu putaran dilaporkan, ditinjau, dan dihimpun.',
  },
} satisfies Partial<Translation>;

/** Bahasa Indonesia for the pages on methods. Not reviewed. */
export const method: Translation['method'] = {
  title: 'Metodologi',
  lead: 'Bagaimana status dan angka dibuat, apa arti nol dan apa arti tidak ada angka, serta apa yang tidak dapat dikatakan oleh angka-angka itu.',
  onThisPage: 'Pada halaman ini',

  flowTitle: 'Dari laporan ke halaman',
  flowReport:
    'Data mengalir satu arah. Negara anggota atau badan sektoral menulis laporannya untuk satu putaran, yaitu setengah tahun. Pejabat yang berwenang di negara itu melepas laporan tersebut. Sekretariat membacanya lalu menerimanya, atau mengembalikannya disertai pertanyaan.',
  flowPublication:
    'Ketika suatu putaran ditutup, semua yang telah diterima dibekukan. Dari yang dibekukan itu, aturan-aturan memilih apa yang boleh ditampilkan, dan hasilnya menjadi publikasi bernomor. Setiap halaman, berkas, dan grafik untuk umum dibuat dari satu publikasi dan menyebutkan publikasi tersebut.',

  statusesTitle: 'Status kegiatan',
  statusesLead:
    'Status suatu kegiatan adalah status yang dilaporkan oleh badan penanggung jawabnya dan diterima oleh sekretariat. Badan lain dan negara melaporkan bagiannya masing-masing. Status dan uraian mereka ditampilkan di sampingnya pada halaman kegiatan dan tidak mengubah status itu.',
  statusesCarried:
    'Jika badan penanggung jawab tidak melapor untuk suatu putaran, status terakhirnya tetap berlaku, disertai keterangan dari putaran mana status itu berasal: kegiatan yang telah selesai tidak menjadi belum selesai hanya karena tidak ada laporan. Sebelum tahun pertamanya suatu kegiatan belum jatuh waktu; kegiatan demikian dihitung tersendiri.',

  valuesTitle: 'Nol, dan lima tanda untuk tidak ada angka',
  valuesText:
    'Nol adalah angka: pelapor telah menghitung dan tidak menemukan satu pun. Nol dicetak sebagai 0 dan ikut dijumlahkan. Sel tanpa angka menyatakan yang mana dari lima hal yang dimaksud. Kelimanya tidak pernah digabung dengan nol atau satu sama lain, baik pada halaman, dalam berkas, maupun dalam grafik.',

  regionTitle: 'Angka kawasan',
  regionText:
    'Setiap indikator mempunyai satu aturan tentang cara menggabungkan laporan. Aturan itu dicantumkan bersama indikatornya.',
  ruleSum: 'Jumlah: angka-angka yang dilaporkan dijumlahkan.',
  ruleOverlap:
    'Jumlah laporan: sama, tetapi seseorang atau suatu perkara mungkin tercantum dalam beberapa laporan. Ini bukan jumlah orang yang berbeda.',
  rulePercentage:
    'Persentase: pembilang yang dilaporkan dijumlahkan, penyebut dijumlahkan, lalu jumlah yang satu dibagi dengan jumlah yang lain. Persentase tidak pernah dirata-ratakan. Jika tidak ada yang dihitung, tidak ada persentase.',
  ruleStates: 'Jumlah negara: berapa negara yang memberi tiap jawaban.',
  ruleNone: 'Tidak ada: jawaban-jawaban tidak digabungkan.',
  regionExact:
    'Penjumlahan dilakukan secara tepat, dan persentase dibulatkan satu kali saja, sampai satu desimal. Jika tidak ada yang melapor, tidak ada angka; itu bukan nol. Beberapa indikator dihitung dari catatan sistem ini sendiri dan tidak ditanyakan kepada siapa pun, misalnya bagian laporan yang masuk tepat waktu.',

  doubleTitle: 'Seseorang yang terhitung dua kali',
  doubleText:
    'Seorang korban yang direkrut di satu negara dan ditemukan di negara lain mungkin tercantum dalam laporan kedua negara itu. Hal ini tidak terlihat dari jumlah, dan sistem ini tidak menyimpan data orang per orang yang dapat digunakan untuk mencocokkannya. Karena itu angka demikian disebut jumlah laporan; jumlah orangnya mungkin lebih kecil. Tahap-tahap dalam suatu alur dilaporkan oleh pelapor yang berbeda, sehingga satu tahap bukan bagian dari tahap sebelumnya.',

  coverageTitle: 'Cakupan',
  coverageText:
    'Di samping setiap angka tercantum berapa pelapor yang termasuk di dalamnya, dari berapa yang mungkin: “9 dari 11”. Pelapor yang tidak terkena pertanyaan itu, dan negara yang saat itu belum bergabung, tidak dihitung. Angka yang naik bersamaan dengan cakupannya mungkin naik hanya karena lebih banyak yang melapor. Siapa yang melapor untuk putaran mana didaftar menurut nama dan tanpa peringkat; apakah suatu laporan terlambat tidak ditampilkan untuk pelapor satu per satu.',

  publicationsTitle: 'Publikasi dan koreksi',
  publicationsText:
    'Suatu publikasi tidak pernah berubah. Koreksi dan laporan yang terlambat muncul dalam publikasi berikutnya. Tambahkan {query} pada alamat halaman umum mana pun untuk melihatnya sebagaimana adanya dalam publikasi 2; semua tautan kemudian tetap pada publikasi itu. Setiap publikasi memuat sidik jari isinya, sehingga siapa pun dapat memeriksa bahwa isinya tetap sama.',

  limitsTitle: 'Apa yang tidak dapat dikatakan oleh angka',
  limitsDirection:
    'Bertambahnya korban yang teridentifikasi, penyidikan, atau putusan bersalah dapat berarti lebih banyak perdagangan orang, atau lebih banyak perhatian terhadapnya; di sini angka demikian tidak mempunyai arah baik atau buruk. Angka-angka ini menghitung apa yang dilaporkan oleh lembaga dan badan. Angka-angka ini bukan perkiraan tentang berapa orang yang diperdagangkan.',
  limitsComparison:
    'Hukum dan cara menghitung berbeda antarnegara, sehingga negara tidak dibandingkan satu dengan yang lain. Jika definisi, hukum, atau cara menghitung berubah, sebuah catatan di samping indikator menyatakannya; angka sebelum dan sesudahnya bukan hal yang sama.',

  disclosureTitle: 'Apa yang tidak ditampilkan, dan mengapa',
  disclosureLead:
    'Angka yang kecil dapat menunjuk kepada seseorang, dan jumlah dari dua pelapor membuat masing-masing dapat membaca angka yang lain. Aturan pada halaman ini memutuskan untuk setiap angka apakah suatu publikasi boleh menampilkannya.',

  readsTitle: 'Apa yang dapat diketahui setiap pembaca',
  readsText:
    'Setiap keputusan diambil dengan memperhitungkan tiga macam pembaca. Masing-masing mengetahui aturan ini dan segala yang pernah ditampilkan oleh publikasi mana pun.',
  readsReader: 'Pembaca',
  readsKnows: 'Juga mengetahui',
  readsUnknown: 'Paling sedikit pelapor yang tidak diketahuinya dalam setiap jumlah',
  readsMargin: 'Sisa jumlah di samping angka terbesar yang tidak diketahui',
  readsPublic: 'Masyarakat umum',
  readsPublicKnows: 'tidak ada',
  readsOne: 'Satu pelapor',
  readsOneKnows: 'semua angkanya sendiri',
  readsTwo: 'Dua pelapor bersama-sama',
  readsTwoKnows: 'semua angka keduanya',
  readsMarginOf: 'sekurang-kurangnya {percent, number}% dari angka itu',
  readsMarginNone: 'tanpa aturan tersendiri',
  readsSums:
    'Masing-masing dapat mengetahui jumlah: suatu jumlah dikurangi apa yang diketahuinya, atau dikurangi jumlah lain. Jumlah yang dapat dihitung tunduk pada aturan bagi angka yang ditampilkan: pelapornya cukup banyak, bukan jumlah orang yang kecil, dan tidak ada yang terlalu besar dibandingkan yang lain.',
  readsWidth:
    'Tidak satu pun pembaca boleh mengetahui angka yang disembunyikan. Bagi masing-masing, angka itu harus tetap tidak pasti sekurang-kurangnya sebesar {percent, number}% dari nilainya, dan sekurang-kurangnya di antara {values, number} nilai yang berurutan.',
  readsLinked:
    'Jika dua indikator menanyakan angka yang sama, rencana menyatakannya. Keduanya diputuskan bersama, dan persetujuan yang lebih ketat berlaku bagi keduanya: apa yang tidak dilepas pelapor dalam indikator yang satu tidak ditampilkan dalam indikator yang lain.',

  consentTitle: 'Golongan dan persetujuan',
  consentClass:
    'Indikator golongan “internal” tidak pernah dipublikasikan, begitu pula keberadaannya. Untuk semua indikator lain, angka kawasan boleh ditampilkan.',
  consentReporter:
    'Untuk setiap angkanya, pelapor menyatakan apakah angka itu hanya boleh dihitung dalam jumlah kawasan, boleh juga ditampilkan sebagai angkanya sendiri, atau tidak boleh digunakan sama sekali. Jika tidak ada pernyataan, pilihan pertama yang berlaku. Uraian ditampilkan hanya jika pelapor telah melepasnya.',

  smallTitle: 'Angka kecil',
  smallText:
    'Sebagai ganti jumlah orang dari 1 sampai {limit, number}, yang ditampilkan hanyalah rentang “1–{limit, number}”. Rentang ini tidak membuka apa pun: aturan memang selalu menganggap bahwa pembaca mengetahui suatu angka itu kecil. Nol ditampilkan, karena tidak ada orang yang terhitung di dalamnya. Untuk persentase orang, batas ini berlaku bagi kedua bagiannya, dan tidak ada rentang: tidak akan jelas bagian mana yang kecil.',

  fewTitle: 'Pelapor yang sedikit',
  fewText:
    'Angka kawasan memerlukan sekurang-kurangnya {count, number} pelapor yang mempunyai angka. Setelah dikurangi angka nasional yang sedang atau pernah ditampilkan, angka itu harus merupakan jumlah dari sekurang-kurangnya {fewest, number} pelapor, atau tidak menyisakan pelapor sama sekali: dengan demikian satu pelapor yang mengurangkan angkanya sendiri tidak dapat membaca angka pelapor lain, begitu pula dua pelapor bersama-sama. Sisanya tidak boleh merupakan jumlah orang yang kecil. Aturan ini melindungi negara; jika hanya badan sektoral yang melapor, dua angka yang disembunyikan sudah cukup.',
  fewDominance:
    'Angka juga tidak ditampilkan, baik jumlah orang, perkara, maupun uang, apabila satu pelapor yang belum melepas angkanya sendiri mencakup lebih dari {share, number}% dari sisa setelah dikurangi angka nasional yang ditampilkan.',

  backwardsTitle: 'Perhitungan balik',
  backwardsText:
    'Suatu angka juga ditahan apabila angka itu akan membuka angka lain yang ditahan: dengan menjumlahkan dan mengurangkan jumlah, bagian, angka nasional, dan segala yang ditampilkan oleh publikasi sebelumnya. Pembaca dianggap mengetahui bahwa jumlah tidak pernah negatif dan bahwa bagian-bagian menghasilkan jumlah keseluruhannya.',
  backwardsSolved:
    'Hal ini dihitung, bukan dikira-kira. Angka-angka membentuk suatu sistem persamaan, dan angka dikeluarkan sampai tidak ada yang dilindungi dapat diturunkan dari sisanya, baik secara tepat maupun dalam rentang yang sempit. Bagian dilepaskan sebelum jumlah, dan angka nasional sebelum angka kawasan.',
  rangesTitle: 'Rentang',
  rangesText:
    'Bila suatu total kawasan atau bagiannya ditahan, rentangnya ditampilkan sebagai gantinya sejauh hal itu tidak merugikan: 0–10, 11–49, 50–99, 100–249, 250–499, 500–999, 1.000–2.499, dan seterusnya. Rentang-rentang ini tetap dan sama bagi semua angka. Setiap rentang diuji seperti angka yang ditampilkan: dengan rentang itu, setiap angka tersembunyi harus tetap tidak pasti bagi setiap pembaca. Di balik suatu rentang ada sedikitnya dua pelapor dengan angka tersembunyi, sebab rentang satu pelapor ialah rentang angkanya sendiri. Angka yang ditahan tanpa rentang hanya berarti bahwa tidak ada rentang yang terbukti aman. Persentase tidak mempunyai rentang.',

  laterTitle: 'Dari satu publikasi ke publikasi berikutnya',
  laterKept:
    'Apabila laporan yang terlambat akan membuka angkanya sendiri melalui selisih dua jumlah, jumlah dari publikasi sebelumnya dipertahankan, dengan pelapor yang termasuk di dalamnya saat itu, sampai cukup banyak pelapor lain yang berubah bersamanya.',
  laterCorrected:
    'Angka yang telah dikoreksi tetap dilindungi sebagaimana adanya dahulu. Persetujuan untuk menampilkan angka hari ini tidak membuka angka yang digantikannya. Besarnya koreksi suatu pelapor dianggap diketahui. Angka yang pernah ditampilkan dianggap diketahui untuk seterusnya, juga setelah pelapornya menarik kembali persetujuannya.',

  notesTitle: 'Apa yang tercantum sebagai gantinya',
  notesText:
    'Sebagian mempunyai rentang, seperti dijelaskan di atas. Setiap angka lain yang ditahan, karena persentase dengan bagian yang kecil, karena terlalu besar dibandingkan yang lain, atau karena melindungi angka lain, mempunyai tanda dan catatan yang sama, sebab membedakannya akan mempersempit kemungkinan nilai angka itu. Catatan-catatan itu ialah:',

  attackTitle: 'Penyerang di antara pengujian',
  attackText:
    'Perangkat lunak ini diuji oleh seorang penyerang: sebuah program yang mengetahui segala yang bersifat publik dari laporan buatan dan rangkaian publikasi serta, secara bergantian, angka milik satu atau dua pelapor. Ia menghitung balik dengan persamaan linear dan pemrograman linear, meliputi semua indikator yang menanyakan angka yang sama, untuk menemukan yang disembunyikan. Jika ia menemukan sesuatu, pengujian gagal. Agar hal ini bermakna, penyerang itu juga diarahkan pada laporan yang salah satu aturannya dihilangkan, dan ia harus menemukan apa yang bocor.',

  keptTitle: 'Berapa banyak yang tetap ditampilkan',
  keptText:
    'Perlindungan mengorbankan sebagian angka. Dari angka yang diizinkan oleh golongan dan persetujuan serta mempunyai nilai, publikasi ini menampilkan:',
  keptOf: 'Angka dari',
  keptRegion: 'kawasan',
  keptReporters: 'pelapor satu per satu',
  keptShown: 'Ditampilkan',
  keptRanges: 'Sebagai rentang',
  keptHeld: 'Disembunyikan',
  keptShare: 'Bagian yang ditampilkan',
  keptShareRanges: 'Ditampilkan atau sebagai rentang',
  keptNone: 'Publikasi ini tidak memuat angka demikian.',

  boundsTitle: 'Apa yang tidak dapat dilakukan oleh aturan ini',
  boundsText:
    'Aturan ini melindungi angka di dalam publikasi sistem ini. Aturan ini tidak dapat memperhitungkan apa yang diketahui seseorang dari sumber lain, atau apa yang saling diberitahukan oleh tiga pelapor atau lebih, dan tidak dapat menarik kembali apa yang pernah dipublikasikan.',

  toDisclosure: 'Apa yang tidak ditampilkan, dan mengapa',
  toMethodology: 'Bagaimana angka dibuat',
};
