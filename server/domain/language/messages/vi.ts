import type { Translation } from '../catalogue.ts';

/** Vietnamese for the parts of every public page. Not reviewed. */
export const frame = {
  navigation: {
    main: 'Trình đơn chính',
    overview: 'Tổng quan',
    plan: 'Kế hoạch',
    indicators: 'Chỉ số',
    targets: 'Mục tiêu',
    states: 'Quốc gia',
    bodies: 'Cơ quan chuyên ngành',
    partners: 'Đối tác',
    cooperation: 'Hợp tác',
    library: 'Thư viện',
    publications: 'Bản công bố',
    data: 'Dữ liệu',
    search: 'Tìm kiếm',
    searchLabel: 'Tìm trong kế hoạch, các bản công bố và thư viện',
    signIn: 'Đăng nhập',
    skip: 'Chuyển đến nội dung',
    menu: 'Trình đơn',
    languages: 'Ngôn ngữ',
    otherLanguages: 'Trang này bằng ngôn ngữ khác',
    unreviewed:
      'Bản dịch này chưa được người sử dụng tiếng Việt thẩm định. Các số được viết theo kiểu Anh: 1,234.5.',
    contentInEnglish: 'Nội dung của kế hoạch và các báo cáo bằng tiếng Anh.',
    englishOnly:
      'Trang này chỉ có bằng tiếng Anh: trang trích nguyên văn các tệp và báo cáo, vốn bằng tiếng Anh.',
    inEnglish: 'Đọc trang này bằng tiếng Anh',
    inView: 'Bản công bố đang xem',
    older: 'Đang hiển thị một bản công bố cũ hơn:',
    olderOf: 'bản công bố số {number} ngày {date}, về {round}.',
    newest: 'Xem bản mới nhất, bản công bố số {number}',
    aboutPlan: 'Các trang này nói về một kế hoạch khác với kế hoạch ở trang đầu: {plan}.',
    allPlans: 'Xem tất cả các kế hoạch',
  },
  figure: {
    source: 'Nguồn: {source}',
    coverage: 'Độ bao phủ: {coverage}',
    moreNotes: '{count, plural, other {Thêm # ghi chú}}',
    asTable: 'Hiển thị dạng bảng',
    asChart: 'Hiển thị dạng biểu đồ để khám phá',
    download: 'Tải xuống',
    receipt: 'Các số liệu này từ đâu mà có',
    embed: 'Nhúng vào trang web khác',
    legend: 'Chú giải',
    target: 'Mục tiêu',
    total: 'Tổng số',
    suppressed: 'Được che',
    withheld: 'Không có số liệu được công bố',
    not_available: 'Không có số liệu',
    not_applicable: 'Không áp dụng',
    not_yet_reported: 'Chưa báo cáo',
    suppressedMeaning: 'không hiển thị, để không thể đọc hoặc suy ra số lượng người quá nhỏ',
    range: 'Nêu dưới dạng khoảng',
    rangeMeaning:
      'con số nằm trong khoảng này; con số chính xác được che để bảo vệ người dân và số liệu của từng bên báo cáo',
    rangeInWords: '{least} đến {most}',
    withheldMeaning: 'không có số liệu công khai ở đây; việc có số liệu hay không cũng không được công bố',
    not_availableMeaning: 'bên báo cáo trả lời rằng không có số liệu này',
    not_applicableMeaning: 'câu hỏi không áp dụng đối với bên báo cáo này',
    not_yet_reportedMeaning: 'chưa có câu trả lời cho kỳ báo cáo này',
    publicationLine: 'Bản công bố số {number}, ngày {date}',
    behind: 'Chậm tiến độ',
    onTrack: 'Hoàn thành hoặc đúng tiến độ',
    due: 'Đến hạn vào cuối kỳ',
    number: 'Số',
    squares: 'Ô vuông, từ cũ nhất',
    met: 'Đạt mục tiêu',
    missed: 'Không đạt mục tiêu',
    dataTo: 'Số liệu đến {date}',
    slide: 'Trang chiếu',
    today: 'Hôm nay',
    ofBase: '{count} trên {base}',
  },
  terms: {
    ledBy: 'Chủ trì:',
    years: 'Năm:',
    lead: 'Cơ quan chủ trì',
    cooperating: 'Cơ quan phối hợp',
    takingPart: 'Quốc gia tham gia',
    partners: 'Đối tác',
    articles: 'Điều khoản của công ước',
    tags: 'Nhãn',
    topic: 'Chủ đề',
    basis: 'Căn cứ',
    plannedFor: 'Thời gian dự kiến',
    achievements: 'Kết quả đạt được',
    challenges: 'Khó khăn',
    obstacles: 'Những trở ngại',
    helpWanted: 'Những gì sẽ giúp ích',
    nextSteps: 'Bước tiếp theo',
    reported: 'Đã báo cáo',
    not_reported: 'Chưa báo cáo',
    not_due: 'Chưa đến hạn',
  },
  status: {
    marks: 'Ký hiệu',
    countsAsDone: 'được tính là hoàn thành',
    countsAsLate: 'được tính là chậm tiến độ',
    countsAsOnTrack: 'được tính là đúng tiến độ',
    notReportedMeaning: 'cơ quan chủ trì đã được yêu cầu nhưng đến nay chưa báo cáo trạng thái',
  },
  footer: {
    drawnFrom: 'Được lập từ {publication}, về {round}.',
    nothing: 'Chưa có nội dung nào được công bố.',
    licence: 'Dữ liệu đã công bố có thể được sử dụng theo giấy phép {licence}.',
    address: 'Trang này, như bản in: {address}',
    more: 'Về trang web này',
    about: 'Giới thiệu',
    methodology: 'Phương pháp',
    disclosure: 'Những gì không hiển thị',
    accessibility: 'Khả năng tiếp cận',
    feed: 'Nguồn cấp bản công bố mới',
    plans: 'Các kế hoạch khác',
  },
  errors: {
    notHere: 'Không tìm thấy trang này',
    gone: 'Tệp này không còn ở đây',
    notReadable: 'Không đọc được địa chỉ này',
    mistyped: 'Địa chỉ có thể bị gõ sai, hoặc nội dung trước đây không còn thuộc kế hoạch.',
    findIt: 'Có thể tìm thấy tại đây:',
    plan: 'Kế hoạch với toàn bộ các hoạt động',
    indicators: 'Tất cả các chỉ số',
    publication: 'Bản công bố số {number}',
    publications: 'Mọi bản công bố, đúng như khi phát hành',
    overview: 'Tổng quan',
    nothingYet: 'Chưa có nội dung nào được công bố',
    nothingYetText:
      'Số liệu và trạng thái sẽ xuất hiện tại đây cùng với bản công bố đầu tiên, sau khi một kỳ đã được báo cáo, xem xét và tổng hợp.',
  },
} satisfies Partial<Translation>;

/** Vietnamese for the pages on methods. Not reviewed. */
export const method: Translation['method'] = {
  title: 'Phương pháp',
  lead: 'Trạng thái và số liệu được lập như thế nào, số không và việc thiếu số liệu có nghĩa gì, và các số liệu không thể nói lên điều gì.',
  onThisPage: 'Trên trang này',

  flowTitle: 'Từ báo cáo đến trang web',
  flowReport:
    'Dữ liệu chỉ đi theo một chiều. Một quốc gia thành viên hoặc một cơ quan chuyên ngành lập báo cáo cho một kỳ, tức là nửa năm. Cán bộ có thẩm quyền của quốc gia đó cho phép gửi báo cáo. Ban thư ký đọc rồi chấp nhận, hoặc gửi trả kèm câu hỏi.',
  flowPublication:
    'Khi một kỳ kết thúc, mọi nội dung đã được chấp nhận đều được giữ nguyên. Từ đó, các quy tắc chọn ra những gì có thể hiển thị, và kết quả trở thành một bản công bố có đánh số. Mọi trang, tệp và biểu đồ công khai đều được lập từ một bản công bố và nêu rõ bản công bố đó.',

  statusesTitle: 'Trạng thái của các hoạt động',
  statusesLead:
    'Trạng thái của một hoạt động là trạng thái do cơ quan chủ trì báo cáo và được ban thư ký chấp nhận. Các cơ quan khác và các quốc gia báo cáo về phần việc của mình. Trạng thái và lời trình bày của họ được đặt bên cạnh trên trang của hoạt động và không làm thay đổi trạng thái đó.',
  statusesCarried:
    'Nếu cơ quan chủ trì không báo cáo cho một kỳ, trạng thái gần nhất vẫn còn giá trị và được ghi rõ thuộc kỳ nào: một hoạt động đã hoàn thành không trở thành chưa hoàn thành chỉ vì thiếu một báo cáo. Trước năm đầu tiên của mình, một hoạt động chưa đến hạn; hoạt động đó được đếm riêng.',

  valuesTitle: 'Số không, và năm ký hiệu cho việc không có số',
  valuesText:
    'Số không là một số: bên báo cáo đã đếm và không thấy trường hợp nào. Số đó được in là 0 và được cộng vào tổng. Một ô không có số cho biết ô đó mang nghĩa nào trong năm nghĩa. Năm nghĩa này không bao giờ bị gộp với số không hoặc với nhau, dù là trên trang, trong tệp hay trong biểu đồ.',

  regionTitle: 'Số liệu của khu vực',
  regionText: 'Mỗi chỉ số có một quy tắc để tổng hợp các báo cáo. Quy tắc đó được in cùng với chỉ số.',
  ruleSum: 'Tổng: các số được báo cáo được cộng lại.',
  ruleOverlap:
    'Tổng các báo cáo: tương tự, nhưng một người hoặc một vụ việc có thể xuất hiện trong nhiều báo cáo. Đây không phải là số người riêng biệt.',
  rulePercentage:
    'Tỷ lệ phần trăm: các tử số được báo cáo được cộng lại, các mẫu số được cộng lại, rồi lấy tổng này chia cho tổng kia. Tỷ lệ phần trăm không bao giờ được tính trung bình. Nơi không có gì để đếm thì không có tỷ lệ phần trăm.',
  ruleStates: 'Số quốc gia: có bao nhiêu quốc gia đưa ra từng câu trả lời.',
  ruleNone: 'Không có: các câu trả lời không được tổng hợp.',
  regionExact:
    'Các tổng được tính chính xác, và tỷ lệ phần trăm chỉ được làm tròn một lần, đến một chữ số thập phân. Nơi không ai báo cáo thì không có số liệu; đó không phải là số không. Một số ít chỉ số được tính từ chính hồ sơ của hệ thống này và không hỏi bên nào, chẳng hạn tỷ lệ báo cáo được gửi đúng hạn.',

  doubleTitle: 'Một người được đếm hai lần',
  doubleText:
    'Một nạn nhân bị tuyển mộ ở một quốc gia và được tìm thấy ở quốc gia khác có thể có trong báo cáo của cả hai. Số đếm không cho thấy điều này, và hệ thống không lưu giữ dữ liệu về cá nhân nào để có thể đối chiếu. Vì vậy các số liệu như thế được gọi là tổng các báo cáo; số người có thể ít hơn. Các bước của một quy trình có các bên báo cáo khác nhau, nên một bước không phải là một phần của bước trước đó.',

  coverageTitle: 'Độ bao phủ',
  coverageText:
    'Bên cạnh mỗi số liệu có ghi bao nhiêu bên báo cáo nằm trong số liệu đó, trên bao nhiêu bên có thể có: “9 trên 11”. Những bên mà câu hỏi không áp dụng, và những quốc gia khi đó chưa gia nhập, không được tính. Một số liệu tăng cùng với độ bao phủ có thể chỉ tăng vì có thêm bên báo cáo. Ai đã báo cáo cho kỳ nào được liệt kê theo tên và không xếp hạng; việc một báo cáo bị chậm không được nêu cho từng bên báo cáo.',

  publicationsTitle: 'Bản công bố và đính chính',
  publicationsText:
    'Một bản công bố không bao giờ thay đổi. Các đính chính và báo cáo đến muộn xuất hiện trong bản tiếp theo. Thêm {query} vào địa chỉ của bất kỳ trang công khai nào để xem trang đó đúng như trong bản công bố số 2; khi đó mọi liên kết đều giữ nguyên bản công bố ấy. Mỗi bản công bố mang một dấu vân tay của nội dung, để bất kỳ ai cũng có thể kiểm tra rằng nội dung vẫn như cũ.',

  limitsTitle: 'Những điều số liệu không thể nói lên',
  limitsDirection:
    'Nhiều nạn nhân được xác định, nhiều cuộc điều tra hoặc bản án kết tội hơn có thể có nghĩa là nạn mua bán người nhiều hơn, hoặc là vấn đề này được quan tâm hơn; ở đây các số liệu như vậy không mang chiều tốt hay xấu. Các số liệu đếm những gì các cơ quan chức năng và các tổ chức đã báo cáo. Đó không phải là ước tính về số người bị mua bán.',
  limitsComparison:
    'Pháp luật và cách đếm khác nhau giữa các quốc gia, vì vậy các quốc gia không được so sánh với nhau. Khi một định nghĩa, luật hoặc cách đếm thay đổi, có một ghi chú bên cạnh chỉ số nêu rõ; số liệu trước và sau đó không phải là cùng một thứ.',

  disclosureTitle: 'Những gì không hiển thị, và vì sao',
  disclosureLead:
    'Một số nhỏ có thể chỉ đích danh một người, và tổng của hai bên cho phép mỗi bên đọc được số của bên kia. Các quy tắc trên trang này quyết định đối với từng số liệu xem một bản công bố có được hiển thị số liệu đó hay không.',

  readsTitle: 'Mỗi người đọc có thể biết được gì',
  readsText:
    'Mọi quyết định đều được xét đối với ba loại người đọc. Mỗi người đọc biết các quy tắc này và mọi thứ mà bất kỳ bản công bố nào đã hiển thị.',
  readsReader: 'Người đọc',
  readsKnows: 'Còn biết',
  readsUnknown: 'Số bên báo cáo tối thiểu mà người đọc không biết trong mỗi tổng',
  readsMargin: 'Phần còn lại của tổng bên cạnh số liệu lớn nhất chưa biết',
  readsPublic: 'Công chúng',
  readsPublicKnows: 'không gì thêm',
  readsOne: 'Một bên báo cáo',
  readsOneKnows: 'mọi số liệu của chính mình',
  readsTwo: 'Hai bên báo cáo cùng nhau',
  readsTwoKnows: 'mọi số liệu của cả hai',
  readsMarginOf: 'ít nhất {percent, number}% của số liệu đó',
  readsMarginNone: 'không có quy tắc riêng',
  readsSums:
    'Mỗi người đọc có thể biết các tổng: một tổng trừ đi những gì mình biết, hoặc trừ đi các tổng khác. Một tổng có thể suy ra được phải theo các quy tắc dành cho số liệu được hiển thị: đủ bên báo cáo, không phải một số người nhỏ, và không có số liệu nào lấn át phần còn lại.',
  readsWidth:
    'Không người đọc nào được biết một số liệu được che. Đối với mỗi người đọc, số liệu đó phải vẫn không chắc chắn trong ít nhất {percent, number}% giá trị của nó, và trong ít nhất {values, number} giá trị liền nhau.',
  readsLinked:
    'Khi hai chỉ số hỏi cùng một số liệu, kế hoạch nêu rõ điều đó. Chúng được quyết định cùng nhau, và sự đồng ý chặt hơn áp dụng cho cả hai: điều mà bên báo cáo giữ lại ở chỉ số này thì không được hiển thị ở chỉ số kia.',

  consentTitle: 'Phân loại và sự đồng ý',
  consentClass:
    'Chỉ số thuộc loại “nội bộ” không bao giờ được công bố, kể cả việc chỉ số đó tồn tại. Đối với mọi chỉ số khác, số liệu của khu vực có thể được hiển thị.',
  consentReporter:
    'Đối với mỗi số liệu của mình, bên báo cáo cho biết số liệu đó chỉ được tính vào tổng của khu vực, được hiển thị cả như số liệu riêng, hay hoàn toàn không được sử dụng. Nếu không nói gì thì áp dụng lựa chọn thứ nhất. Lời trình bày chỉ được hiển thị khi bên báo cáo đã cho phép.',

  smallTitle: 'Số nhỏ',
  smallText:
    'Thay cho số người từ 1 đến {limit, number}, chỉ khoảng “1–{limit, number}” được hiển thị. Khoảng này không làm lộ điều gì: các quy tắc luôn giả định rằng người đọc biết một số là số nhỏ. Số không được hiển thị, vì không có ai được đếm trong đó. Đối với tỷ lệ phần trăm về người, giới hạn áp dụng cho cả hai phần và không có khoảng: sẽ không rõ phần nào là nhỏ.',

  fewTitle: 'Ít bên báo cáo',
  fewText:
    'Một số liệu khu vực cần ít nhất {count, number} bên báo cáo có số liệu. Sau khi trừ các số liệu quốc gia đang hoặc đã từng công khai, phần còn lại phải là tổng của ít nhất {fewest, number} bên báo cáo, hoặc không còn bên nào: như vậy một bên báo cáo trừ đi số của mình không đọc được số của bên khác, và hai bên cùng nhau cũng không. Phần còn lại không được là một số người nhỏ. Quy tắc này bảo vệ các quốc gia; nơi chỉ có các cơ quan chuyên ngành báo cáo, hai số liệu được che là đủ.',
  fewDominance:
    'Một con số, dù là về người, vụ việc hay tiền, cũng không được hiển thị khi một bên báo cáo chưa cho phép công bố số liệu riêng của mình chiếm hơn {share, number}% của phần còn lại sau khi trừ các số liệu quốc gia được hiển thị.',

  backwardsTitle: 'Suy ngược',
  backwardsText:
    'Một số liệu cũng được giữ lại khi nó làm lộ một số liệu khác đang được giữ lại: bằng cách cộng và trừ các tổng, các phần, các số liệu quốc gia và mọi thứ mà các bản công bố trước đây đã hiển thị. Người đọc được coi là biết rằng số đếm không bao giờ âm và các phần cộng lại bằng tổng của chúng.',
  backwardsSolved:
    'Điều này được giải bằng tính toán, không phải phỏng đoán. Các số liệu tạo thành một hệ phương trình, và số liệu được rút ra cho đến khi không còn gì được bảo vệ có thể suy ra từ phần còn lại, dù chính xác hay trong một khoảng hẹp. Các phần được bỏ trước các tổng, và số liệu quốc gia được bỏ trước số liệu khu vực.',
  rangesTitle: 'Khoảng',
  rangesText:
    'Khi một tổng của khu vực hoặc một phần của tổng được giữ lại, khoảng của nó được nêu thay thế nếu điều đó không gây hại: 0–10, 11–49, 50–99, 100–249, 250–499, 500–999, 1.000–2.499, v.v. Các khoảng này cố định và giống nhau cho mọi số liệu. Mỗi khoảng được kiểm tra như một số liệu được hiển thị: khi có nó, mọi số liệu được che vẫn phải không chắc chắn đối với mọi người đọc. Đằng sau một khoảng có ít nhất hai bên báo cáo có số liệu được che, vì khoảng của một bên sẽ là khoảng của chính số liệu bên đó. Số liệu được giữ lại mà không có khoảng chỉ có nghĩa là không chứng minh được khoảng nào là an toàn. Tỷ lệ phần trăm không có khoảng.',

  laterTitle: 'Từ bản công bố này sang bản công bố khác',
  laterKept:
    'Khi một báo cáo đến muộn sẽ làm lộ số liệu của chính nó qua hiệu của hai tổng, tổng của bản công bố trước được giữ nguyên, với các bên báo cáo có trong đó, cho đến khi có đủ số liệu của các bên khác thay đổi cùng với nó.',
  laterCorrected:
    'Một số liệu đã được đính chính vẫn được bảo vệ như trước. Sự đồng ý hiển thị số liệu hôm nay không cho phép công bố số liệu mà nó thay thế. Mức đính chính của một bên báo cáo được coi là đã biết. Một số liệu đã từng được hiển thị được coi là đã biết mãi mãi, kể cả sau khi bên báo cáo rút lại sự đồng ý.',

  notesTitle: 'Điều được ghi thay vào đó',
  notesText:
    'Một số có khoảng, như đã nói ở trên. Mọi số liệu khác được giữ lại, vì là tỷ lệ phần trăm có một phần nhỏ, vì lấn át các số liệu khác hoặc vì bảo vệ số liệu khác, đều mang cùng một ký hiệu và cùng một ghi chú, bởi nếu phân biệt thì sẽ thu hẹp các khả năng của số liệu đó. Các ghi chú là:',

  attackTitle: 'Một kẻ tấn công trong các phép kiểm thử',
  attackText:
    'Phần mềm được kiểm thử bởi một kẻ tấn công: một chương trình biết mọi thứ công khai của các báo cáo và chuỗi bản công bố giả định, và lần lượt biết thêm số liệu riêng của một hoặc hai bên báo cáo. Chương trình suy ngược bằng phương trình tuyến tính và quy hoạch tuyến tính, trên mọi chỉ số hỏi cùng một số liệu, để tìm ra những gì bị che. Nếu chương trình tìm thấy bất cứ điều gì, phép kiểm thử thất bại. Để kết quả này có ý nghĩa, kẻ tấn công cũng được thử trên các báo cáo đã bỏ bớt một quy tắc, và khi đó phải tìm ra chỗ bị lộ.',

  keptTitle: 'Còn giữ lại được bao nhiêu',
  keptText:
    'Việc bảo vệ khiến mất đi một phần số liệu. Trong số các số liệu mà phân loại và sự đồng ý cho phép và có giá trị số, bản công bố này hiển thị:',
  keptOf: 'Số liệu của',
  keptRegion: 'khu vực',
  keptReporters: 'từng bên báo cáo',
  keptShown: 'Được hiển thị',
  keptRanges: 'Dưới dạng khoảng',
  keptHeld: 'Được che',
  keptShare: 'Tỷ lệ được hiển thị',
  keptShareRanges: 'Được hiển thị hoặc dưới dạng khoảng',
  keptNone: 'Bản công bố này không có số liệu như vậy.',

  boundsTitle: 'Những điều các quy tắc này không làm được',
  boundsText:
    'Các quy tắc bảo vệ những con số trong các bản công bố của hệ thống này. Chúng không thể tính đến những gì một người biết từ nơi khác, hay những gì ba bên báo cáo trở lên nói cho nhau biết, và không thể thu hồi những gì đã từng được công bố.',

  toDisclosure: 'Những gì không hiển thị, và vì sao',
  toMethodology: 'Số liệu được lập như thế nào',
};
