(* Reads classes, and prints their quantities as the extracted definitions compute them: `quantities`, in
   definitions.ml, which Extract.v writes. Only numbers are read and written here; nothing is computed.

   Whole numbers, with white space between them: how many classes there are, and for each
     actions observations horizon truth (the index of a model) alpha strict (1, or 0 for the non-strict rule)
     models, then for each: prior, kind, laws over the actions
       kind 0: one law;  1: a number L, and L laws, the last one for ever;  2: a law for the start, and one for each
       last action;  3: an automaton, as below, of a law each
     the environment: an automaton of laws over the observations, for each action if not queried, then for each action
       if queried
     a number K, and K actions: the event that these come first
   where an automaton is the number of its states, of which it starts in the first, then for each what the state has, and
   the state that comes next, for each action and observation;
   alpha, a prior and a probability are two numbers, numerator and denominator. A line of output for each class:
   fractions in binary. *)

open Definitions

let rec positive n = if n = 1 then XH else if n land 1 = 1 then XI (positive (n / 2)) else XO (positive (n / 2))
let integer n = if n = 0 then Z0 else Zpos (positive n)
let rec natural n = if n = 0 then O else S (natural (n - 1))
let rec int_of = function O -> 0 | S n -> 1 + int_of n

let rec digits = function XH -> "1" | XO p -> digits p ^ "0" | XI p -> digits p ^ "1"
let whole = function Z0 -> "0" | Zpos p -> digits p | Zneg p -> "-" ^ digits p
let written x = whole x.qnum ^ "/" ^ digits x.qden

let number () = Scanf.scanf " %d" (fun n -> n)
let fraction () =
  let numerator = number () in
  { qnum = integer numerator; qden = positive (number ()) }
let rec several n read = if n = 0 then [] else let first = read () in first :: several (n - 1) read

let at law index =
  match List.nth_opt law (int_of index) with Some x -> x | None -> { qnum = Z0; qden = XH }

(* What the state has that is reached by what was seen, newest first. *)
let automaton actions observations content =
  let states = several (number ()) (fun () ->
    let here = content () in
    (here, several actions (fun () -> several observations number))) in
  fun seen ->
    let move (action, observation) state =
      List.nth (List.nth (snd (List.nth states state)) (int_of action)) (int_of observation) in
    fst (List.nth states (List.fold_right move seen 0))

let policy actions observations =
  let law () = several actions fraction in
  match number () with
  | 0 -> let always = law () in fun _ action -> at always action
  | 1 ->
    let laws = several (number ()) law in
    let last = List.length laws - 1 in
    fun seen action -> at (List.nth laws (Stdlib.min last (List.length seen))) action
  | 3 ->
    let reached = automaton actions observations law in
    fun seen action -> at (reached seen) action
  | _ ->
    let start = law () in
    let next = several actions law in
    fun seen action -> at (match seen with [] -> start | (before, _) :: _ -> List.nth next (int_of before)) action

let starts_with actions seen =
  let rec check expected done_ =
    match expected, done_ with
    | [], _ -> true
    | _, [] -> false
    | a :: expected, (b, _) :: done_ -> a = int_of b && check expected done_
  in
  check actions (List.rev seen)

let evaluate () =
  let actions = number () in
  let observations = number () in
  let horizon = number () in
  let truth = number () in
  let alpha = fraction () in
  let strict = number () = 1 in
  let models = several (number ()) (fun () -> let prior = fraction () in (prior, policy actions observations)) in
  let laws () = several actions (fun () -> several observations fraction) in
  let reached = automaton actions observations (fun () -> let answered = laws () in (answered, laws ())) in
  let environment history query action observation =
    let answered, asked = reached (percepts history) in
    at (List.nth (if query then asked else answered) (int_of action)) observation in
  let event = several (number ()) number in
  let c = class_of (natural actions) (natural observations) models (natural truth) alpha strict environment in
  print_endline (String.concat " " (List.map written (quantities c (natural horizon) (starts_with event))))

let () = for _ = 1 to number () do evaluate () done
