/** Given names that newspapers print before a surname which is a town as well ("Jack London"). */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony
  mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary
  nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack
  dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy harold keith roger noah
  gerald carl terry sean arthur lawrence jesse dylan bryan joe billy bruce albert willie gabriel logan alan juan wayne
  roy ralph randy eugene russell elijah louis bobby philip johnny mary patricia jennifer linda elizabeth barbara susan
  jessica sarah karen nancy lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa
  deborah stephanie rebecca sharon laura cynthia kathleen amy shirley angela helen anna brenda pamela nicole emma
  samantha katherine christine debra rachel catherine carolyn janet ruth maria heather diane julie joyce kelly christina
  lauren joan evelyn judith megan cheryl andrea hannah martha jacqueline frances gloria ann teresa kathryn sara janice
  jean alice doris abigail julia judy grace denise amber marilyn beverly danielle theresa sophia marie diana brittany
  natalie isabella rose alexis kayla barack hillary ahmed mohammed muhammad mohamed mahmoud ali hassan hussein ibrahim
  abdullah omar khaled khalid yusuf yousef mustafa abdul vladimir sergei ivan dmitry oleksandr volodymyr mykola
  carlos luis jorge pedro miguel fernando rafael alberto ricardo francisco manuel antonio javier eduardo roberto
  mario cesar raul enrique sergio oscar hugo alfredo guillermo ernesto gustavo jaime jesus andres rodrigo alvaro
  bill bob tom jim mike dave steve chris tony ted tim ed dan sam ben max nick matt greg jeff ken ron don ray fred
  alfred harry charlie simon graham neil ian colin martin stuart pierre jacques michel francois philippe hans klaus
  giovanni marco luca paolo emmanuel olivier nguyen kim lee amina fatima aisha ngozi kwame kofi chinua
  tyrone jamal darnell isaiah caleb connor evan hunter cameron trevor derek craig marcus victor curtis joel
  ruben edgard edgardo mauricio alfredo leonel armando arturo rodolfo orlando salvador ignacio segundo hector pablo felix
  julio ramon roque napoleon rene jorge gerardo humberto tomas vicente nelson wilfredo amado`
    .split(/\s+/)
    .filter((name) => name !== ""),
);

/** Family names that newspapers print alone and towns bear as well: only "in Rodriguez" is a place. */
export const SURNAMES: ReadonlySet<string> = new Set(
  `rodriguez gonzalez hernandez martinez lopez perez sanchez ramirez torres flores rivera gomez diaz cruz morales reyes
  gutierrez ortiz ramos castro vargas guzman mendoza ruiz castillo moreno jimenez alvarez romero herrera medina aguilar
  garcia fernandez ponce zamora duarte avila soto campos vega delgado rios pena molina suarez franco navarro cabrera
  smith johnson williams brown jones davis miller wilson anderson taylor thomas moore martin thompson white harris clark
  lewis robinson walker young hall allen king wright hill scott green adams baker nelson carter mitchell roberts turner
  phillips campbell parker evans edwards collins stewart morris murphy cook rogers morgan peterson cooper reed bailey bell
  kelly howard ward cox richardson wood watson brooks bennett gray james hughes price myers long foster sanders ross
  sullivan bush clinton obama nixon reagan carter ford lincoln jefferson jackson franklin hamilton kennedy johnston
  graham marshall owens harrison gibson mcdonald simmons fisher ellis wallace woods cole west jordan reynolds hamid
  mohammed hussein hassan saleh khan singh kumar sharma chen wang zhang nguyen mckenzie douglas armstrong barry henry
  levi dyer paul brent bronte patti lindsay charlotte`
    .split(/\s+/)
    .filter((name) => name !== "" && name !== "jordan" && name !== "jackson" && name !== "lincoln"),
);
