import type { Translation } from '../catalogue.ts';

/** Bahasa Indonesia for the parts of every public page. Not reviewed. */
export const frame = {
  navigation: {
    main: 'Menu utama',
    overview: 'Ikhtisar',
    plan: 'Rencana kerja',
    indicators: 'Indikator',
    participants: 'Pihak yang terlibat',
    onlineScams: 'Penipuan daring',
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
    unreviewed: 'Terjemahan ini belum ditinjau oleh penutur bahasa Indonesia.',
    partly: 'Isi rencana kerja dan laporan disajikan dalam bahasa Inggris.',
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
    asTable: 'Tampilkan sebagai tabel',
    asChart: 'Tampilkan sebagai grafik interaktif',
    download: 'Unduh',
    receipt: 'Asal angka-angka ini',
    embed: 'Sematkan di situs lain',
    legend: 'Keterangan',
    target: 'Target',
    total: 'Jumlah',
    suppressed: 'Disembunyikan',
    withheld: 'Tidak diizinkan terbit',
    not_available: 'Tidak tersedia',
    not_applicable: 'Tidak berlaku',
    not_yet_reported: 'Belum dilaporkan',
    suppressedMeaning:
      'tidak ditampilkan agar jumlah orang yang kecil tidak dapat dibaca atau dihitung kembali',
    withheldMeaning: 'telah dilaporkan, tetapi pelapor belum mengizinkan penerbitannya',
    not_availableMeaning: 'pelapor menjawab bahwa ia tidak memiliki angkanya',
    not_applicableMeaning: 'pertanyaan ini tidak berlaku bagi pelapor tersebut',
    not_yet_reportedMeaning: 'belum ada jawaban untuk putaran pelaporan ini',
    publicationLine: 'Publikasi {number}, {date}',
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
    cooperation: 'Kerja sama antarnegara',
    partners: 'Mitra',
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

  consentTitle: 'Golongan dan persetujuan',
  consentClass:
    'Indikator golongan “internal” tidak pernah dipublikasikan, begitu pula keberadaannya. Untuk semua indikator lain, angka kawasan boleh ditampilkan.',
  consentReporter:
    'Untuk setiap angkanya, pelapor menyatakan apakah angka itu hanya boleh dihitung dalam jumlah kawasan, boleh juga ditampilkan sebagai angkanya sendiri, atau tidak boleh digunakan sama sekali. Jika tidak ada pernyataan, pilihan pertama yang berlaku. Uraian ditampilkan hanya jika pelapor telah melepasnya.',

  smallTitle: 'Angka kecil',
  smallText:
    'Jumlah orang dari 1 sampai {limit, number} tidak ditampilkan. Nol ditampilkan, karena tidak ada orang yang terhitung di dalamnya. Untuk persentase orang, hal ini berlaku bagi kedua bagiannya: bila ditampilkan bersama yang lain, masing-masing dapat dihitung kembali.',

  fewTitle: 'Pelapor yang sedikit',
  fewText:
    'Angka kawasan memerlukan sekurang-kurangnya {count, number} pelapor yang mempunyai angka: dalam jumlah dari dua pelapor, masing-masing dapat membaca angka yang lain dengan mengurangkan angkanya sendiri. Sisa suatu jumlah setelah dikurangi angka nasional yang ditampilkan tidak boleh merupakan angka satu pelapor, dan tidak boleh merupakan jumlah orang yang kecil. Aturan ini melindungi negara; jika hanya badan sektoral yang melapor, persetujuan merekalah yang menentukan.',
  fewDominance:
    'Jumlah orang juga tidak ditampilkan apabila satu pelapor yang belum melepas angkanya sendiri mencakup lebih dari {share, number}% dari sisa setelah dikurangi angka nasional yang ditampilkan.',

  backwardsTitle: 'Perhitungan balik',
  backwardsText:
    'Suatu angka juga ditahan apabila angka itu akan membuka angka lain yang ditahan: dengan menjumlahkan dan mengurangkan jumlah, bagian, angka nasional, dan segala yang ditampilkan oleh publikasi sebelumnya. Pembaca dianggap mengetahui bahwa jumlah tidak pernah negatif dan bahwa bagian-bagian menghasilkan jumlah keseluruhannya.',
  backwardsSolved:
    'Hal ini dihitung, bukan dikira-kira. Angka-angka membentuk suatu sistem persamaan, dan angka dikeluarkan sampai tidak ada yang dilindungi dapat diturunkan dari sisanya, baik secara tepat maupun dalam rentang yang sempit. Bagian dilepaskan sebelum jumlah, dan angka nasional sebelum angka kawasan.',

  laterTitle: 'Dari satu publikasi ke publikasi berikutnya',
  laterKept:
    'Apabila laporan yang terlambat akan membuka angkanya sendiri melalui selisih dua jumlah, jumlah dari publikasi sebelumnya dipertahankan, dengan pelapor yang termasuk di dalamnya saat itu, sampai cukup banyak pelapor lain yang berubah bersamanya.',
  laterCorrected:
    'Angka yang telah dikoreksi tetap dilindungi sebagaimana adanya dahulu. Persetujuan untuk menampilkan angka hari ini tidak membuka angka yang digantikannya.',

  notesTitle: 'Apa yang tercantum sebagai gantinya',
  notesText:
    'Angka yang ditahan karena kecil, karena terlalu besar dibandingkan yang lain, atau karena melindungi angka lain mempunyai tanda dan catatan yang sama, sebab membedakannya akan mempersempit kemungkinan nilai angka itu. Catatan-catatan itu ialah:',

  attackTitle: 'Penyerang di antara pengujian',
  attackText:
    'Perangkat lunak ini diuji oleh seorang penyerang: sebuah program yang mengetahui segala yang bersifat publik dari laporan buatan dan rangkaian publikasi, lalu menghitung balik dengan persamaan linear dan pemrograman linear untuk menemukan yang disembunyikan. Jika ia menemukan sesuatu, pengujian gagal. Agar hal ini bermakna, penyerang itu juga diarahkan pada laporan yang salah satu aturannya dihilangkan, dan ia harus menemukan apa yang bocor.',

  keptTitle: 'Berapa banyak yang tetap ditampilkan',
  keptText:
    'Perlindungan mengorbankan sebagian angka. Dari angka yang diizinkan oleh golongan dan persetujuan serta mempunyai nilai, publikasi ini menampilkan:',
  keptOf: 'Angka dari',
  keptRegion: 'kawasan',
  keptReporters: 'pelapor satu per satu',
  keptShown: 'Ditampilkan',
  keptHeld: 'Disembunyikan',
  keptShare: 'Bagian yang ditampilkan',
  keptNone: 'Publikasi ini tidak memuat angka demikian.',

  boundsTitle: 'Apa yang tidak dapat dilakukan oleh aturan ini',
  boundsText:
    'Aturan ini melindungi angka di dalam publikasi sistem ini. Aturan ini tidak dapat memperhitungkan apa yang diketahui seseorang dari sumber lain, dan tidak dapat menarik kembali apa yang pernah dipublikasikan.',

  toDisclosure: 'Apa yang tidak ditampilkan, dan mengapa',
  toMethodology: 'Bagaimana angka dibuat',
};
